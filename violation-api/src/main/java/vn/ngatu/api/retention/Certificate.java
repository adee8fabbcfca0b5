package vn.ngatu.api.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a case's evidence was deleted.
 *
 * @param dataClass the class of data as {@link RetentionClass#label} names it
 * @param rule the rule that its age was measured by
 * @param keepUntil when it became due
 * @param manifest the SHA-256 of the deleted package's manifest, which has the hash of each of its files
 * @param decidedAt when it was withdrawn from use
 * @param doneAt when every file was gone; null while it isn't
 */
public record Certificate(
        String caseId,
        String dataClass,
        String rule,
        Instant keepUntil,
        String manifest,
        Instant decidedAt,
        @Nullable Instant doneAt) {}
