package vn.ngatu.core.geom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraFitTest {

    private static final double WIDTH = 1920;
    private static final double HEIGHT = 1080;

    @Test
    void exactPointsGiveTheExactCamera() {
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            View view = View.random(random);
            List<Point> ground = view.spread(random, 4 + random.nextInt(8));
            CameraFit fit = CameraFit.of(view.see(ground), ground, WIDTH, HEIGHT);
            assertThat(fit.focalKnown()).as("round %d", round).isTrue();
            assertThat(fit.height()).as("height, round %d", round).isCloseTo(view.height, within(1e-4 * view.height));
            assertThat(fit.pitch()).as("pitch, round %d", round).isCloseTo(view.pitch, within(1e-5));
            assertThat(fit.roll()).as("roll, round %d", round).isCloseTo(view.roll, within(1e-5));
            assertThat(fit.focal()).as("focal, round %d", round).isCloseTo(view.focal, within(1e-4 * view.focal));
            assertThat(fit.foot().distance(view.toScene(new Point(0, 0)))).isLessThan(1e-2);
            assertThat(fit.rejected()).isEmpty();
        }
    }

    @Test
    void noisyPointsGiveACameraWithBoundedErrors() {
        Random random = new Random(11);
        double[] pitch = new double[60];
        double[] far = new double[60];
        for (int round = 0; round < 60; round++) {
            View view = View.random(random);
            List<Point> ground = view.grid();
            CameraFit fit =
                    CameraFit.of(noisy(random, view.see(ground), 1), noisy(random, ground, 0.02), WIDTH, HEIGHT);
            pitch[round] = Math.toDegrees(Math.abs(fit.pitch() - view.pitch));
            far[round] = groundError(view, fit, 50);
        }
        assertThat(median(pitch)).isLessThan(0.1);
        assertThat(max(pitch)).isLessThan(0.6);
        assertThat(median(far)).isLessThan(0.2);
        assertThat(max(far)).isLessThan(1.0);
    }

    @Test
    void statedErrorsAreAsLargeAsRealOnes() {
        Random random = new Random(5);
        double squares = 0;
        int rounds = 60;
        for (int round = 0; round < rounds; round++) {
            View view = View.random(random);
            List<Point> ground = view.grid();
            CameraFit fit =
                    CameraFit.of(noisy(random, view.see(ground), 1), noisy(random, ground, 0.03), WIDTH, HEIGHT);
            double z = Math.log(fit.focal() / view.focal) / fit.focalError();
            squares += z * z / rounds;
        }
        assertThat(Math.sqrt(squares)).isBetween(0.5, 1.6);
    }

    @Test
    void aSwappedPairIsLeftOutAndNamed() {
        Random random = new Random(3);
        View view = View.random(random);
        List<Point> ground = view.grid();
        List<Point> image = new ArrayList<>(view.see(ground));
        image.set(2, image.get(5));
        CameraFit fit = CameraFit.of(image, ground, WIDTH, HEIGHT);
        assertThat(fit.rejected()).containsExactly(2);
        assertThat(fit.height()).isCloseTo(view.height, within(0.01));
    }

    @Test
    void heldOutErrorsTellOfAPointThatIsOff() {
        Random random = new Random(3);
        View view = View.random(random);
        List<Point> ground = new ArrayList<>(view.grid());
        List<Point> image = view.see(ground);
        ground.set(4, ground.get(4).plus(new Point(0.15, 0)));
        CameraFit fit = CameraFit.of(image, ground, WIDTH, HEIGHT);
        assertThat(fit.heldOut().get(4)).isCloseTo(0.15, within(0.02));
    }

    @Test
    void fourPointsLeaveNoneToHoldOut() {
        View view = View.random(new Random(3));
        List<Point> ground = List.of(
                view.toScene(new Point(-4, 12)),
                view.toScene(new Point(4, 12)),
                view.toScene(new Point(4, 30)),
                view.toScene(new Point(-4, 30)));
        CameraFit fit = CameraFit.of(view.see(ground), ground, WIDTH, HEIGHT);
        assertThat(fit.heldOut()).hasSize(4).allMatch(d -> Double.isNaN(d));
    }

    @Test
    void aViewStraightDownKeepsTheRoadRightAndSaysThatTheFocalLengthIsUnknown() {
        CameraModel down = CameraModel.ofPose(20, Math.PI / 2, 0, 1500, WIDTH, HEIGHT);
        List<Point> ground =
                List.of(new Point(-5, -5), new Point(5, -5), new Point(5, 5), new Point(-5, 5), new Point(1, 2));
        List<Point> image = ground.stream().map(down::toImageOrNaN).toList();
        CameraFit fit = CameraFit.of(image, ground, WIDTH, HEIGHT);
        assertThat(fit.focalKnown()).isFalse();
        Point seen = fit.camera().toImage(new Point(3, -2), 0);
        assertThat(seen).isNotNull();
        assertThat(seen.distance(down.toImageOrNaN(new Point(3, -2)))).isLessThan(0.1);
    }

    @Test
    void mirroredGroundAxesAreRefused() {
        View view = View.random(new Random(9));
        List<Point> ground = view.grid();
        List<Point> mirrored =
                ground.stream().map(p -> new Point(-p.x(), p.y())).toList();
        assertThatThrownBy(() -> CameraFit.of(view.see(ground), mirrored, WIDTH, HEIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mirrored");
        assertThatThrownBy(() -> CameraFit.of(view.see(ground.subList(0, 5)), mirrored.subList(0, 5), WIDTH, HEIGHT))
                .hasMessageContaining("mirrored");
    }

    @Test
    void pointsOnNearlyOneLineAreRefusedAndNamed() {
        View view = View.random(new Random(9));
        List<Point> ground = List.of(
                view.toScene(new Point(0, 12)),
                view.toScene(new Point(0.05, 20)),
                view.toScene(new Point(0, 30)),
                view.toScene(new Point(5, 20)));
        assertThatThrownBy(() -> CameraFit.of(view.see(ground), ground, WIDTH, HEIGHT))
                .hasMessageContaining("ground points 0, 1 and 2 are on one line");
    }

    @Test
    void threeOnALineAreAcceptedWhenFourOthersAreNot() {
        View view = View.random(new Random(9));
        List<Point> ground = List.of(
                view.toScene(new Point(0, 12)),
                view.toScene(new Point(0, 20)),
                view.toScene(new Point(0, 30)),
                view.toScene(new Point(5, 14)),
                view.toScene(new Point(4, 32)));
        assertThat(CameraFit.of(view.see(ground), ground, WIDTH, HEIGHT).height())
                .isCloseTo(view.height, within(0.01));
    }

    @Test
    void unrelatedPointsAreRefused() {
        Random random = new Random(2);
        List<Point> image = new ArrayList<>();
        List<Point> ground = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            image.add(new Point(random.nextDouble() * WIDTH, random.nextDouble() * HEIGHT));
            ground.add(new Point(random.nextDouble() * 20, random.nextDouble() * 40));
        }
        assertThatThrownBy(() -> CameraFit.of(image, ground, WIDTH, HEIGHT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double groundError(View view, CameraFit fit, double distance) {
        Point image = view.camera.toImageOrNaN(new Point(0, distance));
        Point seen = fit.camera().toGround(image);
        return seen == null ? Double.POSITIVE_INFINITY : seen.distance(view.toScene(new Point(0, distance)));
    }

    private static List<Point> noisy(Random random, List<Point> points, double sigma) {
        return points.stream()
                .map(p -> p.plus(new Point(random.nextGaussian() * sigma, random.nextGaussian() * sigma)))
                .toList();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double max(double[] values) {
        return java.util.Arrays.stream(values).max().orElse(Double.NaN);
    }

    /** A camera of a known pose whose ground axes are turned and moved at will. */
    private record View(
            double height, double pitch, double roll, double focal, double turn, Point origin, CameraModel camera) {

        static View random(Random random) {
            double height = 5 + 8 * random.nextDouble();
            double pitch = Math.toRadians(10 + 20 * random.nextDouble());
            double roll = Math.toRadians(6 * random.nextDouble() - 3);
            double focal = 1000 + 900 * random.nextDouble();
            Point origin = new Point(40 * random.nextDouble(), -30 * random.nextDouble());
            CameraModel camera = CameraModel.ofPose(height, pitch, roll, focal, WIDTH, HEIGHT);
            return new View(height, pitch, roll, focal, 2 * Math.PI * random.nextDouble(), origin, camera);
        }

        /** From the camera's own ground axes to those of the scene. */
        Point toScene(Point p) {
            double c = Math.cos(turn);
            double s = Math.sin(turn);
            return new Point(c * p.x() - s * p.y(), s * p.x() + c * p.y()).plus(origin);
        }

        Point toCamera(Point scene) {
            Point p = scene.minus(origin);
            double c = Math.cos(turn);
            double s = Math.sin(turn);
            return new Point(c * p.x() + s * p.y(), -s * p.x() + c * p.y());
        }

        List<Point> see(List<Point> scene) {
            return scene.stream().map(p -> camera.toImageOrNaN(toCamera(p))).toList();
        }

        List<Point> grid() {
            List<Point> points = new ArrayList<>();
            for (double y : new double[] {14, 24, 50}) {
                for (double x : new double[] {-6, -1, 5}) {
                    points.add(toScene(new Point(x + y / 30, y)));
                }
            }
            return points;
        }

        List<Point> spread(Random random, int count) {
            List<Point> points = new ArrayList<>();
            points.add(toScene(new Point(-6, 12)));
            points.add(toScene(new Point(6, 14)));
            points.add(toScene(new Point(7, 45)));
            points.add(toScene(new Point(-5, 40)));
            while (points.size() < count) {
                points.add(toScene(new Point(14 * random.nextDouble() - 7, 12 + 40 * random.nextDouble())));
            }
            return points;
        }
    }
}
