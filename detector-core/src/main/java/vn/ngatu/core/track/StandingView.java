package vn.ngatu.core.track;

import vn.ngatu.core.geom.BoxEdges;

/**
 * The box that a standing vehicle shows when nothing hides it, learned while it stands. A box that lies inside it is the
 * vehicle behind something, seen or not; a box that reaches beyond it is another road user, or the vehicle driving off.
 */
final class StandingView {

    // An edge within so many sigmas of where it was is in its place.
    private static final double IN_PLACE = 3;
    private static final double MOVED = 1;
    // So much of each side must be left of a vehicle that something hides.
    private static final double LEAST_SIDE = 0.3;
    private static final double LEAST_AREA = 0.2;
    // Seconds over which its edges are averaged, and after which they are believed to lie elsewhere.
    private static final double MEMORY = 10;
    private static final double DOUBT = 1;

    private final double[] edge = new double[4];
    private double learned = 0.5;

    /** The view that starts with the given edges: left, top, right, bottom. */
    StandingView(double[] edges) {
        System.arraycopy(edges, 0, edge, 0, 4);
    }

    /** How far an edge of {@code seen} lies outside of its place, in sigmas; negative inside. */
    private double outside(BoxEdges seen, int i) {
        double by = seen.value(i) - edge[i];
        return (i < BoxEdges.RIGHT ? -by : by) / seen.sigma(i);
    }

    /** Whether {@code seen} can be the vehicle in its place, whole or in part. */
    boolean holds(BoxEdges seen) {
        for (int i = 0; i < 4; i++) {
            if (outside(seen, i) > IN_PLACE || outside(seen, i) < -IN_PLACE && !cut(seen, i)) {
                return false;
            }
        }
        double wide = (seen.value(BoxEdges.RIGHT) - seen.value(BoxEdges.LEFT)) / width();
        double high = (seen.value(BoxEdges.BOTTOM) - seen.value(BoxEdges.TOP)) / height();
        return wide > LEAST_SIDE && high > LEAST_SIDE && wide * high > LEAST_AREA;
    }

    /** Whether something before the vehicle cuts an edge short; where the opposite edge gives way, the box has moved. */
    boolean cut(BoxEdges seen, int i) {
        return outside(seen, i) < -IN_PLACE && outside(seen, (i + 2) % 4) < MOVED;
    }

    /** How badly a box that {@link #holds} fits: what is missing, and how far the rest is out of place. */
    double misfit(BoxEdges seen) {
        double sum = 0;
        double left = 1;
        for (int i = 0; i < 4; i++) {
            double by = outside(seen, i);
            if (cut(seen, i)) {
                left *= 1 + by * seen.sigma(i) / (i % 2 == 0 ? width() : height());
            } else {
                sum += by * by;
            }
        }
        return sum / 4 + 6 * (1 - Math.max(0, left));
    }

    /** Learns from a box seen {@code dt} seconds after the last. */
    void learn(BoxEdges seen, double dt) {
        double usual = dt / Math.min(learned + dt, MEMORY);
        learned += dt;
        for (int i = 0; i < 4; i++) {
            if (!seen.isLoose(i) && !cut(seen, i)) {
                edge[i] += usual * (seen.value(i) - edge[i]);
            }
        }
    }

    /** Learns anew where the edges are: the box reaches beyond the place though the vehicle has not driven off. */
    void relearn(BoxEdges seen, double dt) {
        double share = 1 - Math.exp(-dt / DOUBT);
        for (int i = 0; i < 4; i++) {
            if (!seen.isLoose(i)) {
                edge[i] += share * (seen.value(i) - edge[i]);
            }
        }
    }

    private double width() {
        return Math.max(1, edge[BoxEdges.RIGHT] - edge[BoxEdges.LEFT]);
    }

    private double height() {
        return Math.max(1, edge[BoxEdges.BOTTOM] - edge[BoxEdges.TOP]);
    }
}
