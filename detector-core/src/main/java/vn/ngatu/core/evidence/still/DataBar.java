package vn.ngatu.core.evidence.still;

import java.util.ArrayList;
import java.util.List;
import vn.ngatu.core.media.RgbImage;

/** The strip below a still that says what it shows: as wide as the picture, as high as its text needs. */
final class DataBar {

    private static final int BACKGROUND = 0x101418;
    private static final int TITLE = 0xffc400;
    private static final int LABEL = 0x9fb0bd;
    private static final int VALUE = 0xffffff;

    private DataBar() {}

    /** A piece of text and where it goes; {@code baseline} in pixels from the top. */
    record Run(String text, int x, int baseline, boolean bold, int colour) {}

    /** The bar for a picture {@code width} pixels wide. */
    static RgbImage draw(int width, Caption caption) {
        int size = Math.max(12, Math.min(44, width / 64));
        return draw(width, caption, Lettering.best(size), size);
    }

    static RgbImage draw(int width, Caption caption, Lettering lettering, int size) {
        List<Run> runs = new ArrayList<>();
        int height = lay(width, caption, lettering, size, runs);
        return lettering.paint(width, height, BACKGROUND, runs);
    }

    // Fields flow like words: a field that doesn't fit into the rest of a row starts the next.
    private static int lay(int width, Caption caption, Lettering lettering, int size, List<Run> runs) {
        int margin = size / 2;
        int row = size * 3 / 2;
        int baseline = margin + size;
        runs.add(new Run(caption.title(), margin, baseline, true, TITLE));
        baseline += row;
        int x = margin;
        for (Caption.Field field : caption.fields()) {
            String label = field.label() + " ";
            int labelWidth = lettering.width(label, false);
            int fieldWidth = labelWidth + lettering.width(field.value(), true);
            if (x > margin && x + fieldWidth > width - margin) {
                x = margin;
                baseline += row;
            }
            runs.add(new Run(label, x, baseline, false, LABEL));
            runs.add(new Run(field.value(), x + labelWidth, baseline, true, VALUE));
            x += fieldWidth + size;
        }
        return baseline + margin;
    }
}
