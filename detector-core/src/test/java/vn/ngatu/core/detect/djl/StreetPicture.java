package vn.ngatu.core.detect.djl;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import vn.ngatu.core.detect.ModelInput;
import vn.ngatu.core.media.TensorFrame;

/** A frame of a bundled scene at the size of the shipped models' input: {@code street.png}. */
final class StreetPicture {

    static final int WIDTH = 832;
    static final int HEIGHT = 480;

    private StreetPicture() {}

    static TensorFrame frame() throws IOException {
        BufferedImage picture;
        try (InputStream in = requireNonNull(StreetPicture.class.getResourceAsStream("street.png"))) {
            picture = ImageIO.read(in);
        }
        TensorFrame frame = Tensors.of(WIDTH, HEIGHT, picture.getWidth(), picture.getHeight());
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean inside = x < picture.getWidth() && y < picture.getHeight();
                int rgb = inside ? picture.getRGB(x, y) : ModelInput.FILL * 0x010101;
                for (int plane = 0; plane < 3; plane++) {
                    frame.data().put((plane * HEIGHT + y) * WIDTH + x, (byte) (rgb >> (16 - 8 * plane)));
                }
            }
        }
        return frame;
    }
}
