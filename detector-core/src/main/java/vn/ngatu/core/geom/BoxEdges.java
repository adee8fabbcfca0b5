package vn.ngatu.core.geom;

/**
 * The four edges of a box as readings of a body's outline: where each lies, how far it may be off, and how much it is to
 * be believed when the body reaches further out. An edge behind which the body may go on (hidden by another road user, or
 * cut off by the picture's border) only bounds the outline from within.
 *
 * <p>Edges are numbered {@link #LEFT}, {@link #TOP}, {@link #RIGHT}, {@link #BOTTOM}. An edge may be
 * loosened when it turns out to be hidden, never tightened; owned by one thread.
 */
public final class BoxEdges {

    /** The left edge's number. */
    public static final int LEFT = 0;

    /** The top edge's number. */
    public static final int TOP = 1;

    /** The right edge's number. */
    public static final int RIGHT = 2;

    /** The bottom edge's number. */
    public static final int BOTTOM = 3;

    private final double[] value;
    private final double[] sigma = new double[4];
    private final double[] slack = {1, 1, 1, 1};

    /**
     * The edges of {@code box}, each with a one-sigma error of {@code floor} pixels plus {@code share} of the box's size
     * across the edge.
     */
    public BoxEdges(Box box, double floor, double share) {
        value = new double[] {box.left(), box.top(), box.right(), box.bottom()};
        for (int edge = 0; edge < 4; edge++) {
            sigma[edge] = floor + share * (edge % 2 == 0 ? box.width() : box.height());
        }
    }

    /**
     * Says that the body may reach beyond {@code edge}: outward its error is {@code factor} times as large (infinite when
     * the edge tells nothing of what lies beyond it). The largest factor said holds.
     */
    public void loosen(int edge, double factor) {
        slack[edge] = Math.max(slack[edge], factor);
    }

    /** Where the edge lies, in pixels. */
    public double value(int edge) {
        return value[edge];
    }

    /** Whether the body may go on beyond the edge. */
    public boolean isLoose(int edge) {
        return slack[edge] > 1;
    }

    /** How much larger the error is outward; 1 for an edge that is seen. */
    public double slack(int edge) {
        return slack[edge];
    }

    /** The one-sigma error of the edge, in pixels, where nothing hides it. */
    public double sigma(int edge) {
        return sigma[edge];
    }

    /** The one-sigma error, in pixels, against an outline whose edge lies at {@code outline}; infinite when it says nothing. */
    public double sigma(int edge, double outline) {
        boolean outward = edge < RIGHT ? outline < value[edge] : outline > value[edge];
        return outward ? sigma[edge] * slack[edge] : sigma[edge];
    }
}
