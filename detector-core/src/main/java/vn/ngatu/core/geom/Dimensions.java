package vn.ngatu.core.geom;

/** The size of a road user's body in metres; a two-wheeler's includes its rider. */
public record Dimensions(double length, double width, double height) {

    /** Refuses sizes that are not positive and finite. */
    public Dimensions {
        if (!(length > 0) || !(width > 0) || !(height > 0) || !Double.isFinite(length + width + height)) {
            throw new IllegalArgumentException(
                    "dimensions: " + length + " x " + width + " x " + height + " (expected: finite, > 0)");
        }
    }
}
