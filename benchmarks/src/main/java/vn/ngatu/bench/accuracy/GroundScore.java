package vn.ngatu.bench.accuracy;

import java.util.List;
import vn.ngatu.core.geom.Point;

/** How far footprints' centres lie from the truth across and along the road users' headings: median and 90 %, metres. */
record GroundScore(int rows, double acrossMedian, double across90, double alongMedian, double along90) {

    /** A centre's error and the true heading (unit vector). */
    record Sample(Point error, Point heading) {}

    static GroundScore of(List<Sample> samples) {
        double[] across = samples.stream()
                .mapToDouble(sample -> Math.abs(sample.heading.cross(sample.error)))
                .sorted()
                .toArray();
        double[] along = samples.stream()
                .mapToDouble(sample -> Math.abs(sample.heading.dot(sample.error)))
                .sorted()
                .toArray();
        return new GroundScore(
                samples.size(),
                Quantile.of(across, 0.5),
                Quantile.of(across, 0.9),
                Quantile.of(along, 0.5),
                Quantile.of(along, 0.9));
    }
}
