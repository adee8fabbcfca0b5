package vn.ngatu.core.track;

import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.BoxEdges;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;

/**
 * Motion in picture coordinates for scenes without a calibration: four independent constant-velocity Kalman filters over
 * the box's centre and size, with errors that scale with the box.
 */
final class PictureMotion implements Motion {

    private static final double MIN_IOU = 0.2;
    // One-sigma errors in box heights: of a reading, of the first speed and of its change per root second.
    private static final double READING = 0.04;
    private static final double FIRST_SPEED = 1.5;
    private static final double ACCELERATION = 1.0;

    private final double pictureWidth;
    private final double pictureHeight;
    private final double[] value = new double[4];
    private final double[] rate = new double[4];
    private final double[] varValue = new double[4];
    private final double[] covariance = new double[4];
    private final double[] varRate = new double[4];
    private double sinceUpdate;
    private double rest;

    PictureMotion(Box box, double pictureWidth, double pictureHeight) {
        this.pictureWidth = pictureWidth;
        this.pictureHeight = pictureHeight;
        for (int i = 0; i < 4; i++) {
            value[i] = reading(box, i);
            varValue[i] = square(READING * box.height());
            varRate[i] = square((i < 2 ? FIRST_SPEED : FIRST_SPEED / 4) * box.height());
        }
    }

    private static double reading(Box box, int i) {
        return switch (i) {
            case 0 -> box.left() + box.width() / 2;
            case 1 -> box.top() + box.height() / 2;
            case 2 -> box.width();
            default -> box.height();
        };
    }

    @Override
    public void predict(double dt) {
        sinceUpdate += dt;
        double q = square(ACCELERATION * Math.max(1, value[3]));
        for (int i = 0; i < 4; i++) {
            double share = i < 2 ? q : q / 16;
            value[i] += rate[i] * dt;
            varValue[i] += 2 * dt * covariance[i] + dt * dt * varRate[i] + share * dt * dt * dt / 3;
            covariance[i] += dt * varRate[i] + share * dt * dt / 2;
            varRate[i] += share * dt;
        }
    }

    @Override
    public double cost(BoxEdges seen, Box box) {
        double iou = box().iou(box);
        return iou < MIN_IOU ? Double.POSITIVE_INFINITY : 9 * (1 - iou);
    }

    @Override
    public void loosen() {
        // The gate is on the overlap in the picture already.
    }

    @Override
    public void update(BoxEdges seen, Box box) {
        double noise = square(READING * box.height());
        for (int i = 0; i < 4; i++) {
            double innovation = reading(box, i) - value[i];
            double variance = varValue[i] + noise;
            double gain = varValue[i] / variance;
            double rateGain = covariance[i] / variance;
            value[i] += gain * innovation;
            rate[i] += rateGain * innovation;
            varRate[i] -= rateGain * covariance[i];
            covariance[i] *= 1 - gain;
            varValue[i] *= 1 - gain;
        }
        rest = Math.hypot(rate[0], rate[1]) < 0.1 * Math.max(1, value[3]) ? rest + sinceUpdate : 0;
        sinceUpdate = 0;
    }

    @Override
    public void reclassify(ObjectClass objectClass) {
        // A box in pixels has no size to expect.
    }

    @Override
    public Box box() {
        double width = Math.max(1, value[2]);
        double height = Math.max(1, value[3]);
        return new Box(value[0] - width / 2, value[1] - height / 2, width, height).clip(pictureWidth, pictureHeight);
    }

    @Override
    public @Nullable Footprint footprint() {
        return null;
    }

    @Override
    public @Nullable Point velocity() {
        return null;
    }

    @Override
    public double rest() {
        return rest;
    }

    @Override
    public boolean inPlace(BoxEdges seen) {
        return standing();
    }

    @Override
    public Box haltsAt() {
        return new Box(0, 0, 0, 0);
    }

    @Override
    public void halt() {
        // Nothing is known of braking in a picture.
    }

    @Override
    public boolean halted() {
        return false;
    }

    private static double square(double x) {
        return x * x;
    }
}
