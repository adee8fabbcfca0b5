package vn.ngatu.bench.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.geom.Box;

/**
 * Average precision at an intersection over union of 0.5 of one class, or of several taken together, over many pictures. Each
 * true box is found once; what else lies mostly inside an ignored region counts neither way. The same rules as in the training
 * code, {@code models/training/detector/metrics.py}.
 */
final class AveragePrecision {

    private static final double SAME = 0.5;
    private static final double INSIDE = 0.5;

    private record Outcome(double score, boolean right) {}

    private final List<Outcome> outcomes = new ArrayList<>();
    private int wanted;

    /** One more picture: what was found, of these classes only, what is there, and regions of which nothing is known. */
    void add(List<Detection> found, List<Box> truth, List<Box> ignored) {
        wanted += truth.size();
        List<Box> free = new ArrayList<>(truth);
        found.stream()
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .forEach(one -> judge(one, free, ignored));
    }

    private void judge(Detection one, List<Box> free, List<Box> ignored) {
        Box best = free.stream()
                .max(Comparator.comparingDouble(box -> box.iou(one.box())))
                .filter(box -> box.iou(one.box()) >= SAME)
                .orElse(null);
        if (best != null) {
            free.remove(best);
            outcomes.add(new Outcome(one.score(), true));
        } else if (ignored.stream()
                .noneMatch(region ->
                        region.intersection(one.box()) > INSIDE * one.box().area())) {
            outcomes.add(new Outcome(one.score(), false));
        }
    }

    /** The number of true boxes so far. */
    int wanted() {
        return wanted;
    }

    /** The share of right ones among all that counted so far; 1 where nothing did. */
    double precision() {
        return outcomes.isEmpty() ? 1 : (double) right() / outcomes.size();
    }

    /** The share of true boxes found so far; 1 where nothing was wanted. */
    double recall() {
        return wanted == 0 ? 1 : (double) right() / wanted;
    }

    private long right() {
        return outcomes.stream().filter(Outcome::right).count();
    }

    /** The area under precision over recall, with precision never rising with recall, 0..1; 0 where nothing was wanted. */
    double value() {
        List<double[]> curve = new ArrayList<>();
        int right = 0;
        int all = 0;
        outcomes.sort(Comparator.comparingDouble(Outcome::score).reversed());
        for (Outcome outcome : outcomes) {
            all++;
            right += outcome.right() ? 1 : 0;
            curve.add(new double[] {(double) right / Math.max(1, wanted), (double) right / all});
        }
        return area(curve);
    }

    /** The area under points of (recall, precision), by falling score; precision counts as never rising with recall. */
    static double area(List<double[]> curve) {
        double area = 0;
        double best = 0;
        double until = curve.isEmpty() ? 0 : curve.get(curve.size() - 1)[0];
        for (int i = curve.size() - 1; i >= 0; i--) {
            area += best * Math.max(0, until - curve.get(i)[0]);
            until = curve.get(i)[0];
            best = Math.max(best, curve.get(i)[1]);
        }
        return area + best * until;
    }
}
