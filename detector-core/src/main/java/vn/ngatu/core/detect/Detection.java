package vn.ngatu.core.detect;

import vn.ngatu.core.geom.Box;

/**
 * One road user seen in one frame.
 *
 * @param box in pixels of the source picture
 * @param score the detector's certainty, 0..1
 * @param objectClass what it was taken for
 */
public record Detection(Box box, double score, ObjectClass objectClass) {}
