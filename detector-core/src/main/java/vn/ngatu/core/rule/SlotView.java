package vn.ngatu.core.rule;

import vn.ngatu.core.geom.Box;

/**
 * How a vehicle fills its place in the picture, and whether the one that is there after nobody was seen for a while fills it
 * alike. Two vehicles rarely stop to the decimetre and are rarely of one size; what hides a part of one only makes it smaller,
 * so another is told by what reaches beyond. Owned by its {@link Stand}; one thread.
 */
final class SlotView {

    // Sightings that make a view, and the seconds they must span: a detector's errors last for some frames.
    private static final int ENOUGH = 8;
    private static final double LONG_ENOUGH = 1.5;
    private static final int SETTLED = 100;
    // How far an edge of one vehicle's mean box may seem to have moved: a share of the size, and pixels.
    private static final double SHARE = 0.05;
    private static final double PIXELS = 2;

    private final double[] before = new double[4];
    private int seenBefore;
    private final double[] since = new double[4];
    private int seenSince;
    private int looks;
    private double resumed = Double.NaN;

    /** Nobody was seen for a while; who is seen from {@code time} on may be another. */
    void resume(double time) {
        resumed = time;
        seenSince = 0;
        looks = 0;
    }

    /** Takes a box, of one whom nothing hides unless {@code hidden}. */
    void see(Box box, boolean hidden) {
        looks++;
        if (hidden) {
            return;
        }
        if (isOpen()) {
            learn(since, ++seenSince, box);
        } else {
            learn(before, ++seenBefore, box);
        }
    }

    /** Whether it is open who is there since the last break. */
    boolean isOpen() {
        return !Double.isNaN(resumed);
    }

    /** Whether who is there since the break was seen so little that it may be anyone. */
    boolean isBarelySeen() {
        return isOpen() && looks < ENOUGH;
    }

    /** Whether enough is seen, at {@code time}, to tell. */
    boolean tells(double time) {
        return isOpen() && seenSince >= ENOUGH && time - resumed >= LONG_ENOUGH;
    }

    /** Whether who is there since the break is another than before; asked once it {@link #tells}, which ends the question. */
    boolean another() {
        boolean another = seenBefore >= ENOUGH && reachesBeyond();
        System.arraycopy(since, 0, before, 0, 4);
        seenBefore = seenSince;
        resumed = Double.NaN;
        return another;
    }

    private boolean reachesBeyond() {
        for (int i = 0; i < 4; i++) {
            double size = before[(i + 2) % 4] - before[i];
            double beyond = size > 0 ? before[i] - since[i] : since[i] - before[i];
            if (beyond > SHARE * Math.abs(size) + PIXELS) {
                return true;
            }
        }
        return false;
    }

    private static void learn(double[] mean, int n, Box box) {
        double[] edges = {box.left(), box.top(), box.right(), box.bottom()};
        for (int i = 0; i < 4; i++) {
            mean[i] += (edges[i] - mean[i]) / Math.min(n, SETTLED);
        }
    }
}
