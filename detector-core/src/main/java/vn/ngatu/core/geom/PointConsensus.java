package vn.ngatu.core.geom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The largest set of point pairs that agree on one map from the road to the picture, and that map. Pure and
 * deterministic: a fixed seed draws the samples (RANSAC after Fischler and Bolles, 1981, with a truncated square cost).
 *
 * @param kept the indices of the pairs that agree, ascending
 * @param toImage the map from metres to pixels
 */
record PointConsensus(List<Integer> kept, Homography toImage) {

    // A triangle flatter than this (height by longest side) is a line to a person who clicks to a pixel.
    private static final double FLAT = 0.01;
    private static final int FEWEST_WITH_SPARE = 6;
    private static final int ALL_SAMPLES_UP_TO = 14;
    private static final int SAMPLES = 1500;
    // Blunders (swapped points, wrong signs) are tens of sigmas off, honest errors of rough measures up to ten.
    private static final double BLUNDER = 10;
    private static final double LEAST_SHARE = 0.6;

    /** Finds the set; refuses points without four in general position, mirrored axes and points that don't agree. */
    static PointConsensus of(List<Point> image, List<Point> ground, double pixelSigma, double groundSigma) {
        if (image.size() != ground.size() || image.size() < 4) {
            throw new IllegalArgumentException("points: " + image.size() + " (expected: at least 4)");
        }
        requireSpread("ground", ground);
        requireSpread("image", image);
        Search search = new Search(image, ground, pixelSigma, groundSigma);
        List<Integer> all = IntStream.range(0, image.size()).boxed().toList();
        return image.size() < FEWEST_WITH_SPARE ? search.checked(all) : search.largest(all);
    }

    /** Whether some four of the points have no three on a line. */
    static boolean inGeneralPosition(List<Point> points) {
        int n = points.size();
        for (int a = 0; a < n; a++) {
            for (int b = a + 1; b < n; b++) {
                for (int c = b + 1; c < n; c++) {
                    if (isFlat(points.get(a), points.get(b), points.get(c))) {
                        continue;
                    }
                    for (int d = c + 1; d < n; d++) {
                        if (isGeneral(points, a, b, c, d)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static void requireSpread(String which, List<Point> points) {
        if (inGeneralPosition(points)) {
            return;
        }
        for (int a = 0; a < points.size(); a++) {
            for (int b = a + 1; b < points.size(); b++) {
                for (int c = b + 1; c < points.size(); c++) {
                    if (isFlat(points.get(a), points.get(b), points.get(c))) {
                        throw new IllegalArgumentException("points: " + which + " points " + a + ", " + b + " and " + c
                                + " are on one line (expected: four points, no three of them on a line)");
                    }
                }
            }
        }
    }

    private static boolean isGeneral(List<Point> p, int a, int b, int c, int d) {
        return !isFlat(p.get(a), p.get(b), p.get(d))
                && !isFlat(p.get(a), p.get(c), p.get(d))
                && !isFlat(p.get(b), p.get(c), p.get(d))
                && !isFlat(p.get(a), p.get(b), p.get(c));
    }

    private static boolean isFlat(Point a, Point b, Point c) {
        double longest = Math.max(a.distance(b), Math.max(b.distance(c), c.distance(a)));
        double twiceArea = Math.abs(b.minus(a).cross(c.minus(a)));
        return !(twiceArea > FLAT * longest * longest);
    }

    private record Search(List<Point> image, List<Point> ground, double pixelSigma, double groundSigma) {

        PointConsensus largest(List<Integer> all) {
            List<Integer> kept = null;
            double least = Double.POSITIVE_INFINITY;
            int mirrored = 0;
            int upright = 0;
            for (List<Integer> sample : samples()) {
                Homography map = fit(sample);
                if (!sample.stream().allMatch(i -> map.weight(ground.get(i)) > 0)) {
                    continue;
                }
                if (map.determinant() >= 0) {
                    mirrored++;
                    continue;
                }
                upright++;
                double cost = all.stream()
                        .mapToDouble(i -> Math.min(BLUNDER * BLUNDER, squaredError(map, i)))
                        .sum();
                if (cost < least) {
                    least = cost;
                    kept = agreeing(map, all);
                }
            }
            if (mirrored > upright) {
                throw mirroredAxes();
            }
            if (kept == null) {
                throw disagreement(0);
            }
            return grown(kept, all);
        }

        // Minimal samples extrapolate badly; refitting to what agrees brings honest points back in.
        private PointConsensus grown(List<Integer> first, List<Integer> all) {
            List<Integer> kept = first;
            for (int i = 0; i < 10; i++) {
                if (kept.size() < 4) {
                    break;
                }
                List<Integer> next = agreeing(fit(kept), all);
                if (next.equals(kept) || next.size() < kept.size()) {
                    break;
                }
                kept = next;
            }
            if (kept.size() < Math.max(4, Math.ceil(LEAST_SHARE * all.size()))
                    || !inGeneralPosition(kept.stream().map(ground::get).toList())) {
                throw disagreement(kept.size());
            }
            return checked(kept);
        }

        PointConsensus checked(List<Integer> kept) {
            Homography map = fit(kept);
            if (!kept.stream().allMatch(i -> map.weight(ground.get(i)) > 0)) {
                throw disagreement(0);
            }
            if (map.determinant() >= 0) {
                throw mirroredAxes();
            }
            return new PointConsensus(kept, map);
        }

        private List<Integer> agreeing(Homography map, List<Integer> all) {
            return all.stream()
                    .filter(i -> squaredError(map, i) <= BLUNDER * BLUNDER)
                    .toList();
        }

        private double squaredError(Homography map, int i) {
            if (map.weight(ground.get(i)) <= 0) {
                return Double.POSITIVE_INFINITY;
            }
            Point error = map.apply(ground.get(i)).minus(image.get(i));
            Point white = PointWeight.of(map::apply, ground.get(i), pixelSigma, groundSigma)
                    .apply(error);
            return white.dot(white);
        }

        private Homography fit(List<Integer> indices) {
            return Homography.fit(
                    indices.stream().map(ground::get).toList(),
                    indices.stream().map(image::get).toList());
        }

        private List<List<Integer>> samples() {
            int n = ground.size();
            List<List<Integer>> samples = new ArrayList<>();
            if (n <= ALL_SAMPLES_UP_TO) {
                for (int a = 0; a < n; a++) {
                    for (int b = a + 1; b < n; b++) {
                        for (int c = b + 1; c < n; c++) {
                            for (int d = c + 1; d < n; d++) {
                                addIfGeneral(samples, a, b, c, d);
                            }
                        }
                    }
                }
                return samples;
            }
            Random random = new Random(1);
            for (int i = 0; i < SAMPLES; i++) {
                int[] drawn = random.ints(0, n).distinct().limit(4).sorted().toArray();
                addIfGeneral(samples, drawn[0], drawn[1], drawn[2], drawn[3]);
            }
            return samples;
        }

        private void addIfGeneral(List<List<Integer>> samples, int a, int b, int c, int d) {
            if (isGeneral(ground, a, b, c, d) && isGeneral(image, a, b, c, d)) {
                samples.add(List.of(a, b, c, d));
            }
        }

        private static IllegalArgumentException mirroredAxes() {
            return new IllegalArgumentException(
                    "points: the ground axes are mirrored, the camera would be under the road"
                            + " (expected: x to y counter-clockwise seen from above)");
        }

        private IllegalArgumentException disagreement(int agreeing) {
            return new IllegalArgumentException("points: " + (agreeing == 0 ? "no four" : "only " + agreeing) + " of "
                    + ground.size()
                    + " fit one flat road before the camera (expected: each picture point with its own road"
                    + " point)");
        }
    }
}
