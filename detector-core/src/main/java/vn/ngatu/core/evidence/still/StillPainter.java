package vn.ngatu.core.evidence.still;

import static org.bytedeco.opencv.global.opencv_core.CV_32SC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.polylines;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.media.RgbImage;

/**
 * Turns stills into JPEG files: untouched, or as a derived copy with thin marks and a data bar below the picture. No state;
 * any thread. Native memory is freed before each method returns.
 */
public final class StillPainter {

    // High enough that a plate's letters keep their edges; the camera's own compression is far coarser.
    private static final int QUALITY = 95;

    private static final int[] VEHICLE = {255, 196, 0};
    private static final int[] SCENE = {0, 220, 255};
    private static final int[] TRAIL = {255, 120, 220};

    private StillPainter() {}

    /** The picture as JPEG, with nothing drawn. */
    public static byte[] jpeg(RgbImage picture) {
        try (PointerScope scope = new PointerScope()) {
            Mat bgr = new Mat();
            cvtColor(mat(picture), bgr, COLOR_RGB2BGR);
            BytePointer encoded = new BytePointer();
            if (!imencode(".jpg", bgr, encoded, new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY))) {
                throw new IllegalStateException(
                        "JPEG: OpenCV could not encode " + picture.width() + "x" + picture.height());
            }
            byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
            encoded.get(bytes);
            return bytes;
        }
    }

    /** The picture in a JPEG file that {@link #jpeg} made. */
    public static RgbImage picture(byte[] jpeg) {
        try (PointerScope scope = new PointerScope()) {
            Mat bgr = imdecode(new Mat(new BytePointer(jpeg), false), IMREAD_COLOR);
            Mat rgb = new Mat();
            cvtColor(bgr, rgb, COLOR_BGR2RGB);
            byte[] bytes = new byte[3 * rgb.rows() * rgb.cols()];
            rgb.data().get(bytes);
            return new RgbImage(rgb.cols(), rgb.rows(), bytes);
        }
    }

    /** The picture with {@code marks}, and below it, taking nothing from it, the data bar. */
    public static RgbImage annotated(RgbImage picture, Marks marks, Caption caption) {
        RgbImage marked = marked(picture, marks);
        RgbImage bar = DataBar.draw(picture.width(), caption);
        byte[] both = new byte[marked.rgb().length + bar.rgb().length];
        System.arraycopy(marked.rgb(), 0, both, 0, marked.rgb().length);
        System.arraycopy(bar.rgb(), 0, both, marked.rgb().length, bar.rgb().length);
        return new RgbImage(picture.width(), picture.height() + bar.height(), both);
    }

    private static RgbImage marked(RgbImage picture, Marks marks) {
        try (PointerScope scope = new PointerScope()) {
            Mat canvas = mat(picture);
            int thickness = Math.max(1, Math.round(picture.height() / 720f));
            for (Marks.Line line : marks.lines()) {
                draw(canvas, line.points(), line.closed(), SCENE, thickness);
            }
            draw(canvas, marks.trail(), false, TRAIL, thickness);
            byte[] drawn = new byte[picture.rgb().length];
            canvas.data().get(drawn);
            // Lamps and vehicles, with their plates, must stay as the camera saw them.
            for (Box untouched : marks.untouched()) {
                restore(picture, untouched, drawn);
            }
            canvas.data().put(drawn);
            for (Box untouched : marks.untouched()) {
                frame(canvas, untouched, SCENE, thickness);
            }
            canvas.data().get(drawn);
            Box vehicle = marks.vehicle();
            if (vehicle != null) {
                restore(picture, vehicle, drawn);
                canvas.data().put(drawn);
                frame(canvas, vehicle, VEHICLE, 2 * thickness);
                canvas.data().get(drawn);
            }
            return new RgbImage(picture.width(), picture.height(), drawn);
        }
    }

    private static Mat mat(RgbImage picture) {
        Mat mat = new Mat(picture.height(), picture.width(), CV_8UC3);
        mat.data().put(picture.rgb());
        return mat;
    }

    private static void draw(
            Mat canvas, List<vn.ngatu.core.geom.Point> points, boolean closed, int[] colour, int thickness) {
        if (points.size() < 2) {
            return;
        }
        Mat line = new Mat(points.size(), 1, CV_32SC2);
        IntPointer to = new IntPointer(line.data());
        for (int i = 0; i < points.size(); i++) {
            to.put(2L * i, round(points.get(i).x()))
                    .put(2L * i + 1, round(points.get(i).y()));
        }
        polylines(canvas, new MatVector(line), closed, scalar(colour), thickness, LINE_AA, 0);
    }

    // Outside the box, with a gap, so that the box's edge stays visible too.
    private static void frame(Mat canvas, Box box, int[] colour, int thickness) {
        int gap = 2 * thickness;
        rectangle(
                canvas,
                new Point(round(box.left()) - gap, round(box.top()) - gap),
                new Point(round(box.right()) + gap, round(box.bottom()) + gap),
                scalar(colour),
                thickness,
                LINE_AA,
                0);
    }

    private static void restore(RgbImage from, Box box, byte[] to) {
        Box inside = box.clip(from.width(), from.height());
        int left = (int) Math.floor(inside.left());
        int width = (int) Math.ceil(inside.right()) - left;
        for (int y = (int) Math.floor(inside.top()); y < Math.ceil(inside.bottom()); y++) {
            int start = 3 * (y * from.width() + left);
            System.arraycopy(from.rgb(), start, to, start, 3 * width);
        }
    }

    // Points far outside the picture would overflow OpenCV's fixed-point drawing.
    private static int round(double pixel) {
        return (int) Math.round(Math.max(-20_000, Math.min(20_000, pixel)));
    }

    private static Scalar scalar(int[] rgb) {
        return new Scalar(rgb[0], rgb[1], rgb[2], 0);
    }
}
