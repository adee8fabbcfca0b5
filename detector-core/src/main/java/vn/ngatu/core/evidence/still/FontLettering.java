package vn.ngatu.core.evidence.still;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.List;
import vn.ngatu.core.media.RgbImage;

/** Text in the machine's sans-serif font, drawn by Java without a display. */
final class FontLettering implements Lettering {

    // Every letter that carries a mark in Vietnamese, in both cases, and the signs that captions use.
    private static final String NEEDED = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
            + "ĂÂĐÊÔƠƯÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ·…";
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Font plain;
    private final Font bold;

    FontLettering(int size) {
        plain = new Font(Font.SANS_SERIF, Font.PLAIN, size);
        bold = new Font(Font.SANS_SERIF, Font.BOLD, size);
    }

    /** Whether the machine's font has all the letters. */
    static boolean hasVietnamese() {
        FontLettering lettering = new FontLettering(12);
        // Painting is part of the probe: the native parts are loaded on first use.
        lettering.paint(8, 8, 0, List.of(new DataBar.Run("đ", 0, 8, false, 0xffffff)));
        return lettering.plain.canDisplayUpTo(NEEDED) < 0 && lettering.bold.canDisplayUpTo(NEEDED) < 0;
    }

    @Override
    public int width(String text, boolean isBold) {
        return (int)
                Math.ceil((isBold ? bold : plain).getStringBounds(text, CONTEXT).getWidth());
    }

    @Override
    public RgbImage paint(int width, int height, int background, List<DataBar.Run> runs) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setColor(new Color(background));
            graphics.fillRect(0, 0, width, height);
            for (DataBar.Run run : runs) {
                graphics.setFont(run.bold() ? bold : plain);
                graphics.setColor(new Color(run.colour()));
                graphics.drawString(run.text(), run.x(), run.baseline());
            }
        } finally {
            graphics.dispose();
        }
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return new RgbImage(width, height, rgb);
    }
}
