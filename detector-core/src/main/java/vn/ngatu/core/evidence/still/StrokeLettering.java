package vn.ngatu.core.evidence.still;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;

import java.text.Normalizer;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import vn.ngatu.core.media.RgbImage;

/** Text in OpenCV's built-in strokes: works on a machine without any font, but only in plain letters. */
final class StrokeLettering implements Lettering {

    private final double scale;
    private final int size;

    StrokeLettering(int size) {
        this.size = size;
        // The strokes' capitals are 21 units high at scale 1; a font's are 0.72 of its size.
        this.scale = size * 0.72 / 21;
    }

    @Override
    public int width(String text, boolean bold) {
        try (PointerScope scope = new PointerScope()) {
            return getTextSize(plain(text), FONT_HERSHEY_SIMPLEX, scale, thickness(bold), new int[1])
                            .width()
                    + size / 4;
        }
    }

    @Override
    public RgbImage paint(int width, int height, int background, List<DataBar.Run> runs) {
        try (PointerScope scope = new PointerScope()) {
            Mat canvas = new Mat(height, width, CV_8UC3, scalar(background));
            for (DataBar.Run run : runs) {
                putText(
                        canvas,
                        plain(run.text()),
                        new Point(run.x(), run.baseline()),
                        FONT_HERSHEY_SIMPLEX,
                        scale,
                        scalar(run.colour()),
                        thickness(run.bold()),
                        LINE_AA,
                        false);
            }
            byte[] rgb = new byte[3 * width * height];
            canvas.data().get(rgb);
            return new RgbImage(width, height, rgb);
        }
    }

    /** Letters without their marks; what is still not ASCII becomes a question mark. */
    static String plain(String text) {
        return Normalizer.normalize(text.replace('đ', 'd').replace('Đ', 'D').replace("·", "-"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\x20-\\x7e]", "?");
    }

    private int thickness(boolean bold) {
        return Math.max(1, Math.round(size / (bold ? 14f : 24f)));
    }

    private static Scalar scalar(int colour) {
        return new Scalar(colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff, 0);
    }
}
