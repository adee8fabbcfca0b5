package vn.ngatu.core.evidence.still;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.core.media.RgbImage;

/** A way to set text into a picture. */
interface Lettering {

    /** How wide {@code text} comes out, in pixels. */
    int width(String text, boolean bold);

    /** A new picture of one colour with the runs of text on it; colours are {@code 0xRRGGBB}. */
    RgbImage paint(int width, int height, int background, List<DataBar.Run> runs);

    /**
     * The machine's fonts when they have every Vietnamese letter; otherwise OpenCV's built-in strokes, which need no font
     * but know no diacritics.
     */
    static Lettering best(int size) {
        return Fonts.USABLE ? new FontLettering(size) : new StrokeLettering(size);
    }

    /** Whether this machine has fonts for Vietnamese; found out once. */
    final class Fonts {
        private static final Logger LOG = LoggerFactory.getLogger(Lettering.class);
        static final boolean USABLE = probe();

        private Fonts() {}

        private static boolean probe() {
            try {
                if (FontLettering.hasVietnamese()) {
                    return true;
                }
                LOG.warn(
                        "fonts: none with Vietnamese letters (expected: e.g. DejaVu); data bars go without diacritics");
            } catch (RuntimeException | LinkageError | InternalError e) {
                // What Java throws where fontconfig or freetype are not installed differs from release to release.
                LOG.warn("fonts: not usable ({}); data bars go without diacritics", e.toString());
            }
            return false;
        }
    }
}
