package vn.ngatu.api;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.media.TestClips;

/**
 * The files of one made-up view: a car drives away from the camera over a stop line whose signal has been red for two
 * seconds. Ten seconds at 25 frames per second, 640x360.
 */
final class RedLightFiles {

    /** When the car's front reaches the line, seconds. */
    static final double CROSSING = 5;

    private static final double LINE = 24;
    private static final double SPEED = 7;
    private static final CameraModel CAMERA = CameraModel.ofPose(8, Math.toRadians(20), 0, 600, 640, 360);

    final Path scene;
    final Path clip;
    final Path detections;
    final Path signals;

    RedLightFiles(Path folder) throws IOException {
        scene = Files.writeString(folder.resolve("scene.yaml"), scene());
        clip = TestClips.at(folder.resolve("clip.mp4"))
                .size(640, 360)
                .frames(250, 25)
                .write();
        detections = Files.writeString(folder.resolve("detections.csv"), detections());
        signals = Files.writeString(
                folder.resolve("signals.csv"),
                "start,end,signal,state\n0,2,main,GREEN\n2,3,main,AMBER\n3,10,main,RED\n");
    }

    private static String scene() {
        return """
                scene: made-up
                image: {width: 640, height: 360}
                timeZone: Asia/Ho_Chi_Minh
                calibration:
                  camera: {height: 8m, pitch: 20deg, roll: 0deg, focal: 600px}
                signals:
                  - id: main
                    heads:
                      - {box: [0.9, 0.05, 0.02, 0.1], lamps: vertical}
                lanes:
                  - id: L1
                    polygon: [%s, %s, %s, %s]
                    heading: [%s, %s]
                stopLines:
                  - id: S1
                    line: [%s, %s]
                    heading: [%s, %s]
                    signal: main
                """.formatted(
                        point(-3, 12),
                        point(3, 12),
                        point(3, LINE),
                        point(-3, LINE),
                        point(0, 12),
                        point(0, LINE),
                        point(-3, LINE),
                        point(3, LINE),
                        point(0, LINE - 4),
                        point(0, LINE + 4));
    }

    private static String point(double x, double y) {
        Point image = image(x, y, 0);
        return String.format(Locale.ROOT, "[%.5f, %.5f]", image.x() / 640, image.y() / 360);
    }

    private static Point image(double x, double y, double z) {
        return requireNonNull(CAMERA.toImage(new Point(x, y), z));
    }

    private static String detections() {
        StringBuilder rows =
                new StringBuilder("# width=640 height=360 fps=25\nframe,left,top,width,height,score,class\n");
        for (int frame = 0; frame < 250; frame++) {
            double front = LINE + SPEED * (frame / 25.0 - CROSSING);
            if (front > 16 && front < 55) {
                Box box = car(front);
                rows.append(String.format(
                        Locale.ROOT,
                        "%d,%.1f,%.1f,%.1f,%.1f,0.900,car%n",
                        frame,
                        box.left(),
                        box.top(),
                        box.width(),
                        box.height()));
            }
        }
        return rows.toString().replace("\r\n", "\n");
    }

    private static Box car(double front) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 8; corner++) {
            Point p = image(
                    (corner & 1) == 0 ? -0.9 : 0.9,
                    (corner & 2) == 0 ? front : front - 4.4,
                    (corner & 4) == 0 ? 0 : 1.5);
            left = Math.min(left, p.x());
            right = Math.max(right, p.x());
            top = Math.min(top, p.y());
            bottom = Math.max(bottom, p.y());
        }
        return Box.ofCorners(left, top, right, bottom);
    }
}
