package vn.ngatu.core.track;

import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Dimensions;

/**
 * What is known of a road user's size from its class alone: the usual size with one-sigma spreads (metres) and how far
 * width and height go with length.
 */
record BodySize(Dimensions usual, Dimensions spread, double withLength) {

    /** The usual size of a class: vehicles as sold in Viet Nam, two-wheelers with their rider. */
    static BodySize of(ObjectClass objectClass) {
        return switch (objectClass) {
            case PEDESTRIAN -> size(0.4, 0.45, 1.65, 0.1, 0.1, 0.1, 0);
            case BICYCLE -> size(1.75, 0.45, 1.6, 0.12, 0.12, 0.1, 0);
            case MOTORCYCLE -> size(1.95, 0.55, 1.6, 0.15, 0.15, 0.12, 0);
            case CAR -> size(4.6, 1.8, 1.6, 0.6, 0.12, 0.25, 0.5);
            case BUS -> size(10.2, 2.45, 3.1, 1.8, 0.15, 0.25, 0.6);
            case TRUCK -> size(8.2, 2.35, 3.15, 2.0, 0.25, 0.45, 0.9);
        };
    }

    private static BodySize size(double l, double w, double h, double sl, double sw, double sh, double withLength) {
        return new BodySize(new Dimensions(l, w, h), new Dimensions(sl, sw, sh), withLength);
    }
}
