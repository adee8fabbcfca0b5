package vn.ngatu.core.detect;

/**
 * What a detection of one class must reach.
 *
 * @param enabled whether the class is used at all; off for classes that the model's card calls unusable
 * @param score from which a detection counts as certain, 0..1
 * @param minWidth least width in pixels of the model's input
 * @param minHeight least height in pixels of the model's input
 */
public record ClassLimits(boolean enabled, double score, double minWidth, double minHeight) {}
