package vn.ngatu.core.scene;

import java.util.List;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;

/**
 * A view's camera as its calibration gives it, with how far to trust it.
 *
 * @param camera the camera, for pixels of the picture asked for
 * @param pose where the camera hangs and looks; its focal length is in pixels of {@link Scene#image}
 * @param foot the road point under the camera
 * @param yaw where it looks over the ground, radians counter-clockwise from the ground's x axis
 * @param residuals per calibration point, in the file's order; empty for a calibration by pose
 * @param errors one-sigma errors on the road ahead, nearest first
 * @param warnings what a person should know before trusting it; each one line
 */
public record CalibratedCamera(
        CameraModel camera,
        Scene.CameraPose pose,
        Point foot,
        double yaw,
        List<Residual> residuals,
        List<GroundError> errors,
        List<String> warnings) {

    /** Copies the lists. */
    public CalibratedCamera {
        residuals = List.copyOf(residuals);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /**
     * What is left over at one calibration point.
     *
     * @param pixels distance in the picture between the point and where its road point appears, pixels of
     *     {@link Scene#image}
     * @param metres distance on the road between the point and where its picture point leads; NaN above the horizon
     * @param heldOut the same in metres under the camera fitted to the other points; NaN where too few are left
     * @param rejected whether the point contradicts the others and was left out
     */
    public record Residual(double pixels, double metres, double heldOut, boolean rejected) {}

    /**
     * How far off the road position of a picture point is expected to be, one sigma.
     *
     * @param distance metres ahead of the camera's foot
     * @param along error in the direction of view, metres
     * @param across error to the side, metres
     */
    public record GroundError(double distance, double along, double across) {}
}
