package vn.ngatu.core.blind;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not watched.
 *
 * @param rule the kind of violation concerned; null for all of the camera's
 * @param cause why
 */
public record Blind(@Nullable String rule, BlindCause cause) {}
