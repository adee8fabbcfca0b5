package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.core.geom.Box;

@ExtendWith(NativeLeakExtension.class)
class FrameScalerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "320, 192, 0, 160, 96", "320, 180, 0, 640, 384", "161, 91, 0, 100, 64", "97, 163, 0, 640, 384",
        "639, 384, 0, 640, 384", "51, 51, 0, 51, 51", "320, 180, 90, 160, 96", "161, 91, 180, 161, 99",
        "97, 163, 270, 200, 200", "8, 320, 0, 64, 64"
    })
    void thePictureLiesInTheTopLeftCornerAndGreyFillsTheRest(
            int width, int height, int rotation, int toWidth, int toHeight) throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mov"))
                .encoder("ffv1")
                .format(AV_PIX_FMT_YUV444P, false)
                .size(width, height)
                .rotation(rotation)
                .frames(3, 1)
                .write();
        TensorPool pool = new TensorPool(1, toWidth, toHeight);
        double scale = Math.min((double) toWidth / width, (double) toHeight / height);
        try (FrameScaler scaler = new FrameScaler()) {
            Decoded.of(clip, null, frame -> {
                try (TensorFrame tensor = requireNonNull(pool.take())) {
                    scaler.scale(frame, tensor);
                    assertThat(tensor.scale()).isEqualTo(scale);
                    assertThat(tensor.index()).isEqualTo(frame.index());
                    assertThat(tensor.sourceWidth()).isEqualTo(width);
                    assertThat(tensor.sourceHeight()).isEqualTo(height);
                    int seenWidth = (int) Math.max(1, Math.round(width * scale));
                    int seenHeight = (int) Math.max(1, Math.round(height * scale));
                    RgbImage whole = frame.image();
                    for (int cell = 0; cell < 15; cell++) {
                        int x = (2 * (cell % 4) + 1) * seenWidth / 8;
                        int y = (2 * (cell / 4) + 1) * seenHeight / 8;
                        for (int plane = 0; plane < 3 && seenWidth >= 16; plane++) {
                            assertThat(at(tensor, plane, x, y))
                                    .isCloseTo(TestClips.cellIn(whole, cell)[plane], within(6));
                        }
                    }
                    assertGreyBeyond(tensor, seenWidth, seenHeight);
                }
            });
        }
        assertThat(pool.outstanding()).isZero();
    }

    private static int at(TensorFrame tensor, int plane, int x, int y) {
        return tensor.data().get((plane * tensor.height() + y) * tensor.width() + x) & 255;
    }

    private static void assertGreyBeyond(TensorFrame tensor, int width, int height) {
        long wrong = 0;
        for (int plane = 0; plane < 3; plane++) {
            for (int y = 0; y < tensor.height(); y++) {
                for (int x = y < height ? width : 0; x < tensor.width(); x++) {
                    wrong += at(tensor, plane, x, y) == 114 ? 0 : 1;
                }
            }
        }
        assertThat(wrong).as("bytes of the rest that aren't 114").isZero();
    }

    @ParameterizedTest
    @CsvSource({"163, 97, 0", "163, 97, 90", "97, 163, 180", "163, 97, 270"})
    void aCropLooksLikeThatPartOfTheWholePicture(int width, int height, int rotation) throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4"))
                .encoder("mpeg4")
                .size(width, height)
                .rotation(rotation)
                .frames(6, 3)
                .write();
        Box[] boxes = {
            new Box(0, 0, 9, 7),
            new Box(40.2, 31.7, 20.1, 33),
            new Box(width - 5, height - 9, 5, 9),
            new Box(1, 1, 1, 1)
        };
        Decoded decoded = Decoded.of(clip, null, frame -> {
            assertThat(frame.width()).isEqualTo(width);
            RgbImage whole = frame.image();
            for (Box box : boxes) {
                RgbImage crop = frame.crop(box);
                int left = (int) Math.floor(box.left());
                int top = (int) Math.floor(box.top());
                assertThat(crop.width()).isEqualTo((int) Math.ceil(box.right()) - left);
                assertThat(crop.height()).isEqualTo((int) Math.ceil(box.bottom()) - top);
                for (int y = 0; y < crop.height(); y++) {
                    int from = 3 * ((top + y) * width + left);
                    for (int i = 0; i < 3 * crop.width(); i++) {
                        // swscale rounds by the position within what it converts
                        assertThat(crop.rgb()[3 * y * crop.width() + i] & 255)
                                .isCloseTo(whole.rgb()[from + i] & 255, within(6));
                    }
                }
            }
        });
        assertThat(decoded.numbers()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aCropBeyondThePictureIsCutAndOneOutsideIsEmpty() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4")).frames(1, 1).write();
        Decoded.of(clip, null, frame -> {
            assertThat(frame.crop(new Box(-10, -10, 20, 20)).width()).isEqualTo(10);
            assertThat(frame.crop(new Box(310, 180, 50, 50)).height()).isEqualTo(12);
            assertThat(frame.crop(new Box(400, 0, 10, 10)).width()).isZero();
            assertThat(frame.crop(new Box(5, 5, 0, 0)).rgb()).isEmpty();
        });
    }

    @Test
    void aPoolGivesOutItsSlotsAndNoMore() {
        TensorPool pool = new TensorPool(2, 32, 16);
        try (TensorFrame first = requireNonNull(pool.take())) {
            TensorFrame second = requireNonNull(pool.take());
            assertThat(pool.take()).isNull();
            second.close();
            second.close();
            assertThat(pool.outstanding()).isEqualTo(1);
            assertThat(first.data().isDirect()).isTrue();
            assertThat(first.data().capacity()).isEqualTo(3 * 32 * 16);
        }
        assertThat(pool.outstanding()).isZero();
    }
}
