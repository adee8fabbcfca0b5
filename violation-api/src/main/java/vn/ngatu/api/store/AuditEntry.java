package vn.ngatu.api.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person or the engine did.
 *
 * @param at when, to the millisecond
 * @param actor the account's name, or the part of the engine
 * @param action what was done: words of lower-case letters with dots and hyphens, such as {@code case.decide}
 * @param subject the case or account it was done to; null where there is none
 * @param detail what else there is to say, by name; never a secret
 */
public record AuditEntry(
        Instant at, String actor, String action, @Nullable String subject, Map<String, String> detail) {

    /** Copies the detail in the order of its names. */
    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        detail = Collections.unmodifiableMap(new TreeMap<>(detail));
    }
}
