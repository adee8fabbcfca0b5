package vn.ngatu.core.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.CameraFit;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;

/** Makes cameras out of calibrations: from a pose as it is, from points by the best fit. Pure. */
public final class Calibrations {

    private static final double[] DISTANCES = {20, 40, 60};
    // What a careful person measures on site: half a degree, three percent of height and focal length.
    private static final double POSE_ANGLE_ERROR = Math.toRadians(0.5);
    private static final double POSE_SHARE_ERROR = 0.03;
    private static final double DOUBTFUL_METRES = 0.5;

    private Calibrations() {}

    /**
     * The camera of {@code scene} for a picture of the given size; null when the scene has no calibration. A scene that
     * {@link SceneFile} loaded never fails here.
     */
    public static @Nullable CalibratedCamera of(Scene scene, int pictureWidth, int pictureHeight) {
        if (scene.calibration() == null) {
            return null;
        }
        Scene.ImageSize image = scene.image();
        CalibratedCamera drawn = of(scene.calibration(), image);
        double across = (double) pictureWidth / image.width();
        double down = (double) pictureHeight / image.height();
        List<String> warnings = new ArrayList<>(drawn.warnings());
        if (Math.abs(across / down - 1) > 0.01) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "picture: %dx%d has another shape than image %dx%d; taken as stretched, not as cropped",
                    pictureWidth,
                    pictureHeight,
                    image.width(),
                    image.height()));
        }
        return new CalibratedCamera(
                drawn.camera().scaled(across, down),
                drawn.pose(),
                drawn.foot(),
                drawn.yaw(),
                drawn.residuals(),
                drawn.errors(),
                warnings);
    }

    // For pixels of the picture that the scene was drawn on; an IllegalArgumentException names what can't be.
    static CalibratedCamera of(Scene.Calibration calibration, Scene.ImageSize image) {
        return calibration.camera() == null
                ? ofPoints(calibration.points(), image)
                : ofPose(calibration.camera(), image);
    }

    private static CalibratedCamera ofPose(Scene.CameraPose pose, Scene.ImageSize image) {
        CameraModel camera = camera(pose, image, 0, 0, 0);
        List<CameraModel> away = List.of(
                camera(pose, image, POSE_SHARE_ERROR * pose.height(), 0, 0),
                camera(pose, image, 0, POSE_ANGLE_ERROR, 0),
                camera(pose, image, 0, 0, POSE_SHARE_ERROR * pose.focal()));
        Point foot = new Point(0, 0);
        return new CalibratedCamera(
                camera, pose, foot, Math.PI / 2, List.of(), errors(camera, away, foot, Math.PI / 2), List.of());
    }

    private static CameraModel camera(
            Scene.CameraPose pose, Scene.ImageSize image, double higher, double steeper, double longer) {
        return CameraModel.ofPose(
                pose.height() + higher,
                pose.pitch() + steeper,
                pose.roll(),
                pose.focal() + longer,
                image.width(),
                image.height());
    }

    private static CalibratedCamera ofPoints(List<Scene.PointPair> pairs, Scene.ImageSize size) {
        List<Point> image = pairs.stream()
                .map(pair ->
                        new Point(pair.image().x() * size.width(), pair.image().y() * size.height()))
                .toList();
        List<Point> ground = pairs.stream().map(Scene.PointPair::ground).toList();
        CameraFit fit = CameraFit.of(image, ground, size.width(), size.height());
        CameraModel camera = fit.camera();
        List<CalibratedCamera.Residual> residuals = IntStream.range(0, pairs.size())
                .mapToObj(i -> residual(fit, i, image.get(i), ground.get(i)))
                .toList();
        return new CalibratedCamera(
                camera,
                new Scene.CameraPose(fit.height(), fit.pitch(), fit.roll(), fit.focal()),
                fit.foot(),
                fit.yaw(),
                residuals,
                errors(camera, fit.oneSigmaAway(), fit.foot(), fit.yaw()),
                warnings(fit, residuals));
    }

    private static CalibratedCamera.Residual residual(CameraFit fit, int i, Point image, Point ground) {
        Point seen = fit.camera().toImage(ground, 0);
        Point road = fit.camera().toGround(image);
        return new CalibratedCamera.Residual(
                seen == null ? Double.NaN : seen.distance(image),
                road == null ? Double.NaN : road.distance(ground),
                fit.heldOut().get(i),
                fit.rejected().contains(i));
    }

    private static List<String> warnings(CameraFit fit, List<CalibratedCamera.Residual> residuals) {
        List<String> warnings = new ArrayList<>();
        if (!fit.focalKnown()) {
            warnings.add("calibration.points: don't determine the focal length; heights above the road are guesses"
                    + " (expected: points near and far in a slanting view, or a camera pose)");
        }
        for (int i = 0; i < residuals.size(); i++) {
            CalibratedCamera.Residual residual = residuals.get(i);
            if (residual.rejected()) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "calibration.points[%d]: %.1f m off, left out (expected: a road point that agrees with the others)",
                        i,
                        residual.metres()));
            } else if (residual.metres() > DOUBTFUL_METRES) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "calibration.points[%d]: %.2f m off (expected: below %.1f m)",
                        i,
                        residual.metres(),
                        DOUBTFUL_METRES));
            }
        }
        return warnings;
    }

    private static List<CalibratedCamera.GroundError> errors(
            CameraModel camera, List<CameraModel> oneSigmaAway, Point foot, double yaw) {
        List<CalibratedCamera.GroundError> errors = new ArrayList<>();
        for (double distance : DISTANCES) {
            Point ground = foot.plus(Point.ofAngle(yaw).times(distance));
            Point image = camera.toImage(ground, 0);
            double along = 0;
            double across = 0;
            for (CameraModel other : oneSigmaAway) {
                Point moved = image == null ? null : other.toGround(image);
                Point shift = moved == null ? new Point(Double.NaN, Double.NaN) : moved.minus(ground);
                along = Math.hypot(along, shift.dot(Point.ofAngle(yaw)));
                across = Math.hypot(across, shift.cross(Point.ofAngle(yaw)));
            }
            errors.add(new CalibratedCamera.GroundError(distance, along, across));
        }
        return errors;
    }

    /** How the errors of {@code calibrated} grow with the distance from the camera. */
    static Stretch stretch(CalibratedCamera calibrated) {
        return new Stretch(calibrated.foot(), calibrated.errors());
    }

    /**
     * By what share lengths along the view are told wrong, one sigma: the growth of the along error per metre of distance.
     *
     * @param errors by rising distance from {@code foot}
     */
    record Stretch(Point foot, List<CalibratedCamera.GroundError> errors) {

        /** Of an exactly known camera. */
        static final Stretch NONE = new Stretch(new Point(0, 0), List.of());

        double at(Point place) {
            double distance = place.distance(foot);
            double nearer = 0;
            double error = 0;
            double stretch = 0;
            for (CalibratedCamera.GroundError next : errors) {
                double growth = Math.abs(next.along() - error) / (next.distance() - nearer);
                stretch = Double.isFinite(growth) ? growth : stretch;
                if (distance <= next.distance()) {
                    break;
                }
                nearer = next.distance();
                error = next.along();
            }
            return stretch;
        }
    }
}
