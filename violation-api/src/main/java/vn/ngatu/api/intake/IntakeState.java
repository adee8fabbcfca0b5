package vn.ngatu.api.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the intake is doing.
 *
 * @param stopped why nothing comes in, in one line; null while all is well. Nothing is lost meanwhile: it is tried again
 * @param since since when it is so
 * @param taken cases made since the start
 * @param quarantined violations set aside since the start
 */
public record IntakeState(@Nullable String stopped, Instant since, long taken, long quarantined) {}
