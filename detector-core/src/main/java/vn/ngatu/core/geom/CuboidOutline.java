package vn.ngatu.core.geom;

/**
 * The box around a body on the road as a camera sees it, with its slopes: the four edges of the projected cuboid and how
 * each changes with the body's place, heading and size. Reused between projections; owned by one thread.
 */
public final class CuboidOutline {

    /** The number of parameters: x, y, heading, length, width, height, in this order. */
    public static final int PARAMETERS = 6;

    // A body is not a brick: bumpers are rounded and hang above the road, so the box around it is that of a shorter
    // cuboid
    // that floats a hand's breadth.
    private static final double ROUNDING = 0.93;
    private static final double CLEARANCE = 0.06;
    // Corners beside or behind the camera are drawn at this depth (metres): far out, in the right direction.
    private static final double NEAREST = 0.5;

    private final double[] p;
    private final double[] edges = new double[4];
    private final double[] slopes = new double[4 * PARAMETERS];

    /** An outline as seen by {@code camera}. */
    public CuboidOutline(CameraModel camera) {
        p = camera.projection();
    }

    /** Projects a body at a place (metres) with a heading (radians) and a size (metres). */
    public void project(double x, double y, double heading, double length, double width, double height) {
        double c = Math.cos(heading);
        double s = Math.sin(heading);
        edges[BoxEdges.LEFT] = Double.POSITIVE_INFINITY;
        edges[BoxEdges.TOP] = Double.POSITIVE_INFINITY;
        edges[BoxEdges.RIGHT] = Double.NEGATIVE_INFINITY;
        edges[BoxEdges.BOTTOM] = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 8; corner++) {
            double ahead = ((corner & 1) == 0 ? -0.5 : 0.5) * ROUNDING;
            double aside = (corner & 2) == 0 ? -0.5 : 0.5;
            double up = (corner & 4) == 0 ? CLEARANCE : 1;
            double cx = x + ahead * length * c - aside * width * s;
            double cy = y + ahead * length * s + aside * width * c;
            double z = up * height;
            double w = Math.max(NEAREST, p[8] * cx + p[9] * cy + p[10] * z + p[11]);
            double u = (p[0] * cx + p[1] * cy + p[2] * z + p[3]) / w;
            double v = (p[4] * cx + p[5] * cy + p[6] * z + p[7]) / w;
            if (u < edges[BoxEdges.LEFT]) {
                take(BoxEdges.LEFT, u, 0, w, c, s, ahead, aside, up, length, width);
            }
            if (u > edges[BoxEdges.RIGHT]) {
                take(BoxEdges.RIGHT, u, 0, w, c, s, ahead, aside, up, length, width);
            }
            if (v < edges[BoxEdges.TOP]) {
                take(BoxEdges.TOP, v, 4, w, c, s, ahead, aside, up, length, width);
            }
            if (v > edges[BoxEdges.BOTTOM]) {
                take(BoxEdges.BOTTOM, v, 4, w, c, s, ahead, aside, up, length, width);
            }
        }
    }

    private void take(
            int edge,
            double at,
            int row,
            double w,
            double c,
            double s,
            double ahead,
            double aside,
            double up,
            double length,
            double width) {
        edges[edge] = at;
        double byX = (p[row] - at * p[8]) / w;
        double byY = (p[row + 1] - at * p[9]) / w;
        double byZ = (p[row + 2] - at * p[10]) / w;
        int i = edge * PARAMETERS;
        slopes[i] = byX;
        slopes[i + 1] = byY;
        slopes[i + 2] =
                byX * (-ahead * length * s - aside * width * c) + byY * (ahead * length * c - aside * width * s);
        slopes[i + 3] = ahead * (byX * c + byY * s);
        slopes[i + 4] = aside * (-byX * s + byY * c);
        slopes[i + 5] = byZ * up;
    }

    /** Where an edge (a number of {@link BoxEdges}) lies, in pixels; not clipped to the picture. */
    public double edge(int edge) {
        return edges[edge];
    }

    /** How an edge moves, in pixels per metre or radian of the parameter. */
    public double slope(int edge, int parameter) {
        return slopes[edge * PARAMETERS + parameter];
    }

    /** The outline as a box, not clipped to the picture. */
    public Box box() {
        return Box.ofCorners(edges[0], edges[1], edges[2], edges[3]);
    }
}
