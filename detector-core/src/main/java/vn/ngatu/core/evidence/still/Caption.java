package vn.ngatu.core.evidence.still;

import java.util.List;

/** What the data bar of a still says: a headline, then named values in reading order. */
public record Caption(String title, List<Field> fields) {

    /** Copies the fields. */
    public Caption {
        fields = List.copyOf(fields);
    }

    /** A named value. */
    public record Field(String label, String value) {}
}
