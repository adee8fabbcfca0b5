package vn.ngatu.bench.speed;

import java.util.ArrayList;
import java.util.List;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;

/** Motorcycles that drive to and fro on a road before the camera, as perfect detections: work for tracker and rules. */
final class BusyRoad {

    static final int WIDTH = 1920;
    static final int HEIGHT = 1080;
    static final CameraModel CAMERA = CameraModel.ofPose(9, Math.toRadians(18), 0, 1250, WIDTH, HEIGHT);

    private static final int COLUMNS = 10;

    private BusyRoad() {}

    /** What is seen at {@code time} seconds of {@code count} motorcycles. */
    static List<Detection> at(double time, int count) {
        List<Detection> seen = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double x = (i % COLUMNS - COLUMNS / 2.0) * 2;
            double y = 20 + i / COLUMNS * 3 + 4 * Math.sin(time * 0.7 + i);
            Point foot = CAMERA.toImage(new Point(x, y - 0.9), 0);
            Point head = CAMERA.toImage(new Point(x, y + 0.9), 1.6);
            Point side = CAMERA.toImage(new Point(x + 0.7, y), 0);
            if (foot != null && head != null && side != null) {
                double width = Math.abs(side.x() - foot.x()) + 1;
                Box box = Box.ofCorners(foot.x() - width / 2, head.y(), foot.x() + width / 2, foot.y());
                seen.add(new Detection(box, 0.9, ObjectClass.MOTORCYCLE));
            }
        }
        return seen;
    }
}
