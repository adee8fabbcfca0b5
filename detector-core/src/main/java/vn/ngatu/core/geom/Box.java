package vn.ngatu.core.geom;

/** An axis-aligned rectangle of the picture, in pixels of the source picture; it may reach over the picture's edge. */
public record Box(double left, double top, double width, double height) {

    /** Refuses negative or non-finite sizes. */
    public Box {
        if (!(width >= 0) || !(height >= 0) || !Double.isFinite(left + top + width + height)) {
            throw new IllegalArgumentException(
                    "box: " + left + "," + top + "," + width + "," + height + " (expected: finite, sizes >= 0)");
        }
    }

    /** The box between two opposite corners, given as left, top, right and bottom. */
    public static Box ofCorners(double left, double top, double right, double bottom) {
        return new Box(left, top, right - left, bottom - top);
    }

    /** The right edge. */
    public double right() {
        return left + width;
    }

    /** The bottom edge (y points down). */
    public double bottom() {
        return top + height;
    }

    /** The area in square pixels. */
    public double area() {
        return width * height;
    }

    /** The centre. */
    public Point centre() {
        return new Point(left + width / 2, top + height / 2);
    }

    /** The middle of the bottom edge: the naive contact point with the road. */
    public Point bottomCentre() {
        return new Point(left + width / 2, bottom());
    }

    /** The area shared with {@code other}, in square pixels. */
    public double intersection(Box other) {
        double shared = Math.min(right(), other.right()) - Math.max(left, other.left);
        double sharedHeight = Math.min(bottom(), other.bottom()) - Math.max(top, other.top);
        return shared <= 0 || sharedHeight <= 0 ? 0 : shared * sharedHeight;
    }

    /** Intersection over union, 0..1; 0 for two empty boxes. */
    public double iou(Box other) {
        double shared = intersection(other);
        double union = area() + other.area() - shared;
        return union <= 0 ? 0 : shared / union;
    }

    /** The part inside a picture of {@code pictureWidth} x {@code pictureHeight}; empty when nothing is inside. */
    public Box clip(double pictureWidth, double pictureHeight) {
        double clippedLeft = Math.max(0, Math.min(left, pictureWidth));
        double clippedTop = Math.max(0, Math.min(top, pictureHeight));
        double clippedRight = Math.max(clippedLeft, Math.min(right(), pictureWidth));
        double clippedBottom = Math.max(clippedTop, Math.min(bottom(), pictureHeight));
        return ofCorners(clippedLeft, clippedTop, clippedRight, clippedBottom);
    }
}
