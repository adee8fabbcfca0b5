package vn.ngatu.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** On made-up views: blocks of different grey at fixed places, with light, traffic and the camera's pose as asked for. */
class ViewGuardTest {

    private static final int LOOKS = 14;

    // The view in quarter pixels, with room around it.
    private static final int FINE = 4;
    private static final int ROOM = 40;
    private static final float[][] VIEW = view();

    private static float[][] view() {
        Random random = new Random(7);
        float[][] view = new float[(GreyPicture.HEIGHT + 2 * ROOM) * FINE][(GreyPicture.WIDTH + 2 * ROOM) * FINE];
        for (float[] row : view) {
            java.util.Arrays.fill(row, 120);
        }
        for (int block = 0; block < 300; block++) {
            int left = random.nextInt(view[0].length);
            int top = random.nextInt(view.length);
            int width = FINE * (6 + random.nextInt(40));
            int height = FINE * (6 + random.nextInt(30));
            float grey = 30 + random.nextInt(200);
            for (int y = top; y < Math.min(view.length, top + height); y++) {
                java.util.Arrays.fill(view[y], left, Math.min(view[y].length, left + width), grey);
            }
        }
        return view;
    }

    private static GreyPicture picture(double right, double turn, double gain, int traffic, int noise, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[GreyPicture.WIDTH * GreyPicture.HEIGHT];
        for (int y = 0; y < GreyPicture.HEIGHT; y++) {
            for (int x = 0; x < GreyPicture.WIDTH; x++) {
                double value = gain * (seen(x, y, right, turn) + seen(x + 0.5, y + 0.5, right, turn)) / 2;
                value += noise == 0 ? 0 : random.nextGaussian() * noise;
                pixels[y * GreyPicture.WIDTH + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        drive(pixels, random, traffic);
        return new GreyPicture(pixels);
    }

    private static double seen(double x, double y, double right, double turn) {
        double across = x - 160;
        double down = y - 90;
        double fromX = Math.cos(turn) * across + Math.sin(turn) * down + 160 - right;
        double fromY = -Math.sin(turn) * across + Math.cos(turn) * down + 90;
        return VIEW[(int) Math.round((fromY + ROOM) * FINE)][(int) Math.round((fromX + ROOM) * FINE)];
    }

    private static void drive(byte[] pixels, Random random, int cars) {
        for (int car = 0; car < cars; car++) {
            int left = random.nextInt(280);
            int top = 60 + random.nextInt(90);
            byte grey = (byte) random.nextInt(256);
            for (int y = top; y < Math.min(top + 25, GreyPicture.HEIGHT); y++) {
                for (int x = left; x < left + 35; x++) {
                    pixels[y * GreyPicture.WIDTH + x] = grey;
                }
            }
        }
    }

    private static ViewState after(ViewGuard guard, int from, int to, IntFunction<GreyPicture> seen) {
        for (int look = from; look < to; look++) {
            guard.look(look * ViewGuard.EVERY, seen.apply(look));
        }
        return guard.state();
    }

    private static GreyPicture still(int look) {
        return picture(0, 0, 1, 3, 2, look);
    }

    @Test
    void trafficAndNoiseAreNoMove() {
        ViewGuard guard = new ViewGuard(null);
        assertThat(after(guard, 0, LOOKS, look -> picture(0, 0, 1, 8, 5, look)).kind())
                .isEqualTo(ViewState.Kind.STEADY);
    }

    @Test
    void aReferenceThatIsBeingLearntIsToldAndTheGuardHoldsMeanwhile() {
        ViewGuard guard = new ViewGuard(null);
        ViewState state = after(guard, 0, 2, ViewGuardTest::still);
        assertThat(state.kind()).isEqualTo(ViewState.Kind.LEARNING);
        assertThat(state.holds()).isTrue();
        assertThat(state.detail()).contains("learnt");
    }

    @Test
    void aCameraPushedAsideIsNoticedAndSinceWhenItWasLastRight() {
        ViewGuard guard = new ViewGuard(null);
        after(guard, 0, 10, ViewGuardTest::still);
        ViewState state = after(guard, 10, 13, look -> picture(3, 0, 1, 3, 2, look));
        assertThat(state.kind()).isEqualTo(ViewState.Kind.MOVED);
        assertThat(state.since()).isEqualTo(9 * ViewGuard.EVERY);
        assertThat(state.detail()).contains("0.9 %");
    }

    @Test
    void aThirdOfAPercentIsNoMove() {
        ViewGuard guard = new ViewGuard(null);
        after(guard, 0, 10, ViewGuardTest::still);
        assertThat(after(guard, 10, 14, look -> picture(1, 0, 1, 3, 2, look)).holds())
                .isTrue();
    }

    @Test
    void aTurnedCameraIsNoticed() {
        ViewGuard guard = new ViewGuard(null);
        after(guard, 0, 10, ViewGuardTest::still);
        assertThat(after(guard, 10, 13, look -> picture(0, Math.toRadians(2), 1, 3, 2, look))
                        .kind())
                .isEqualTo(ViewState.Kind.MOVED);
    }

    @Test
    void aViewThatComesBackIsTrustedAgain() {
        ViewGuard guard = new ViewGuard(null);
        after(guard, 0, 10, ViewGuardTest::still);
        after(guard, 10, 13, look -> picture(4, 0, 1, 3, 2, look));
        assertThat(after(guard, 13, 14, ViewGuardTest::still).holds())
                .as("one look")
                .isFalse();
        assertThat(after(guard, 14, 15, ViewGuardTest::still).holds())
                .as("two looks")
                .isTrue();
    }

    @Test
    void aSingleShakeIsNoMove() {
        ViewGuard guard = new ViewGuard(null);
        after(guard, 0, 10, ViewGuardTest::still);
        after(guard, 10, 11, look -> picture(3, 0, 1, 3, 2, look));
        assertThat(after(guard, 11, 13, ViewGuardTest::still).holds()).isTrue();
    }

    @Test
    void duskAndNightAreNoMove() {
        ViewGuard guard = new ViewGuard(null);
        after(guard, 0, 10, ViewGuardTest::still);
        assertThat(after(guard, 10, 30, look -> picture(0, 0, Math.max(0.18, 1 - 0.07 * (look - 10)), 3, 4, look))
                        .holds())
                .isTrue();
    }

    @Test
    void aMoveAtNightIsNoticedToo() {
        ViewGuard guard = new ViewGuard(null);
        after(guard, 0, 10, ViewGuardTest::still);
        after(guard, 10, 25, look -> picture(0, 0, Math.max(0.3, 1 - 0.08 * (look - 10)), 3, 3, look));
        assertThat(after(guard, 25, 29, look -> picture(4, 0, 0.3, 3, 3, look)).kind())
                .isEqualTo(ViewState.Kind.MOVED);
    }

    @Test
    void aCoveredLensIsNoticed() {
        ViewGuard guard = new ViewGuard(null);
        after(guard, 0, 10, ViewGuardTest::still);
        ViewState state =
                after(guard, 15, 21, look -> new GreyPicture(new byte[GreyPicture.WIDTH * GreyPicture.HEIGHT]));
        assertThat(state.kind()).isEqualTo(ViewState.Kind.COVERED);
        assertThat(state.holds()).isFalse();
    }

    @Test
    void againstAKeptReferenceACameraIsFoundMovedFromTheStart() {
        ViewGuard guard = new ViewGuard(picture(0, 0, 1, 0, 0, 1));
        assertThat(after(guard, 0, 3, look -> picture(5, 0, 1, 3, 2, look)).kind())
                .isEqualTo(ViewState.Kind.MOVED);
    }

    @Test
    void aReferenceThatResemblesNothingIsToldAndReplaced() {
        GreyPicture other = picture(0, Math.PI, 1, 0, 0, 5);
        ViewGuard guard = new ViewGuard(other);
        ViewState state = after(guard, 0, 7, ViewGuardTest::still);
        assertThat(state.holds()).isTrue();
        assertThat(state.detail()).contains("does not resemble");
    }

    @Test
    void aViewWithoutTextureIsNeverCalledMoved() {
        ViewGuard guard = new ViewGuard(null);
        ViewState state = after(guard, 0, 10, look -> {
            byte[] pixels = new byte[GreyPicture.WIDTH * GreyPicture.HEIGHT];
            java.util.Arrays.fill(pixels, (byte) (100 + look));
            return new GreyPicture(pixels);
        });
        assertThat(state.holds()).isTrue();
        assertThat(state.detail()).contains("too little texture");
    }
}
