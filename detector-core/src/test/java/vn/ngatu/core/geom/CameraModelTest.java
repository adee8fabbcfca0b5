package vn.ngatu.core.geom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CameraModelTest {

    private final CameraModel camera = CameraModel.ofPose(8, Math.toRadians(18), Math.toRadians(1), 1250, 1920, 1080);

    @Test
    void roadPointsSurviveTheWayToThePictureAndBack() {
        for (double y = 8; y < 90; y += 7) {
            for (double x = -10; x <= 10; x += 5) {
                Point image = camera.toImage(new Point(x, y), 0);
                assertThat(image).isNotNull();
                Point back = camera.toGround(image);
                assertThat(back).isNotNull();
                assertThat(back.distance(new Point(x, y))).isLessThan(1e-6);
            }
        }
    }

    @Test
    void thePrincipalPointLooksDownByThePitch() {
        CameraModel level = CameraModel.ofPose(8, Math.toRadians(18), 0, 1250, 1920, 1080);
        Point ground = level.toGround(new Point(960, 540));
        assertThat(ground).isNotNull();
        assertThat(ground.y()).isCloseTo(8 / Math.tan(Math.toRadians(18)), within(1e-6));
        assertThat(ground.x()).isCloseTo(0, within(1e-9));
    }

    @Test
    void theSkyHasNoRoadPoint() {
        assertThat(camera.toGround(new Point(960, 10))).isNull();
    }

    @Test
    void pointsBehindTheCameraHaveNoPicturePoint() {
        assertThat(camera.toImage(new Point(0, -20), 0)).isNull();
    }

    @Test
    void positiveRollRaisesTheHorizonOnTheRight() {
        Point left = camera.toImage(new Point(-2000, 10000), 0);
        Point right = camera.toImage(new Point(2000, 10000), 0);
        assertThat(left).isNotNull();
        assertThat(right).isNotNull();
        assertThat(right.y()).isLessThan(left.y());
    }

    @Test
    void higherPointsAppearHigher() {
        Point foot = camera.toImage(new Point(1, 30), 0);
        Point head = camera.toImage(new Point(1, 30), 1.7);
        assertThat(foot).isNotNull();
        assertThat(head).isNotNull();
        assertThat(head.y()).isLessThan(foot.y());
    }

    @Test
    void theJacobianIsTheSlopeOfTheRoadPoint() {
        Point image = new Point(700, 800);
        double[] slope = camera.groundJacobian(image);
        Point here = camera.toGround(image);
        Point beside = camera.toGround(new Point(700.01, 800));
        Point below = camera.toGround(new Point(700, 800.01));
        assertThat(here).isNotNull();
        assertThat(beside).isNotNull();
        assertThat(below).isNotNull();
        assertThat((beside.x() - here.x()) / 0.01).isCloseTo(slope[0], within(1e-5));
        assertThat((below.x() - here.x()) / 0.01).isCloseTo(slope[1], within(1e-5));
        assertThat((beside.y() - here.y()) / 0.01).isCloseTo(slope[2], within(1e-5));
        assertThat((below.y() - here.y()) / 0.01).isCloseTo(slope[3], within(1e-5));
    }
}
