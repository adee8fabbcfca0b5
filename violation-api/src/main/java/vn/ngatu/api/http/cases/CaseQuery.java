package vn.ngatu.api.http.cases;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.CaseFilter;
import vn.ngatu.api.http.gate.Query;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.violation.ViolationKind;

/** The filters of lists, as parameters; several values are separated by commas. */
final class CaseQuery {

    private static final int MOST_VALUES = 50;

    private CaseQuery() {}

    static CaseFilter read(Query query) {
        return new CaseFilter(
                query.instant("from"),
                query.instant("to"),
                list(query, "camera"),
                choices(query, "kind", Stream.of(ViolationKind.values()).map(ViolationKind::label)),
                states(query),
                choices(query, "vehicle", Stream.of(ObjectClass.values()).map(ObjectClass::label)),
                plate(query));
    }

    /** {@code filter} in words for the audit log. */
    static Map<String, String> told(CaseFilter filter) {
        Map<String, String> told = new TreeMap<>();
        put(told, "from", filter.from());
        put(told, "to", filter.to());
        put(told, "camera", filter.cameras());
        put(told, "kind", filter.kinds());
        put(told, "state", filter.states());
        put(told, "vehicle", filter.vehicles());
        put(told, "plate", filter.plate());
        return told;
    }

    private static void put(Map<String, String> told, String name, @Nullable Object value) {
        if (value != null) {
            told.put(name, value.toString());
        }
    }

    private static @Nullable String plate(Query query) {
        String plate = query.text("plate");
        if (plate != null && (plate.isBlank() || plate.length() > 20)) {
            throw ProblemException.invalid("plate", plate, "a plate or its start, at most 20 characters");
        }
        return plate;
    }

    private static @Nullable Set<CaseState> states(Query query) {
        Set<String> labels =
                choices(query, "state", Stream.of(CaseState.values()).map(CaseState::label));
        return labels == null
                ? null
                : labels.stream().map(CaseState::ofLabel).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable Set<String> choices(Query query, String name, Stream<String> all) {
        Set<String> known = all.collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> values = list(query, name);
        if (values != null) {
            Optional<String> strange =
                    values.stream().filter(value -> !known.contains(value)).findFirst();
            if (strange.isPresent()) {
                throw ProblemException.invalid(name, strange.get(), "of " + String.join(", ", known));
            }
        }
        return values;
    }

    private static @Nullable Set<String> list(Query query, String name) {
        String text = query.text(name);
        if (text == null) {
            return null;
        }
        Set<String> values = new LinkedHashSet<>(Arrays.asList(text.split(",", -1)));
        if (values.size() > MOST_VALUES || values.stream().anyMatch(String::isBlank)) {
            throw ProblemException.invalid(name, text, "1 to " + MOST_VALUES + " values with commas between them");
        }
        return values;
    }
}
