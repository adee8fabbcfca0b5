package vn.ngatu.api.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** What rows must fulfil: conditions joined by {@code and}, with their values, which never become part of the SQL text. */
public final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    /** Adds a condition without a value. */
    public Conditions and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Adds a condition on {@code :name}, unless {@code value} is null. */
    public Conditions and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /** Gives a further name of the last condition its value. */
    public Conditions with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Adds that {@code column} is one of {@code choices}; nothing for null, and what is never true for none. */
    public Conditions in(String column, @Nullable Collection<String> choices) {
        if (choices == null) {
            return this;
        }
        List<String> names = new ArrayList<>();
        for (String choice : choices) {
            String name = column + names.size();
            names.add(":" + name);
            values.put(name, choice);
        }
        // One value as an equation: SQLite then reads the index in the order of its next column.
        conditions.add(
                switch (names.size()) {
                    case 0 -> "1 = 0";
                    case 1 -> column + " = " + names.get(0);
                    default -> column + " in (" + String.join(", ", names) + ")";
                });
        return this;
    }

    /** The SQL text, to stand after {@code where}. */
    public String sql() {
        return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
    }

    /** Gives {@code statement} the values. */
    public <S extends SqlStatement<S>> S bind(S statement) {
        return statement.bindMap(values);
    }
}
