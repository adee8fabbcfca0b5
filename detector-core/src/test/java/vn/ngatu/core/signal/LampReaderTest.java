package vn.ngatu.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static vn.ngatu.core.signal.HeadPainter.AMBER;
import static vn.ngatu.core.signal.HeadPainter.GREEN;
import static vn.ngatu.core.signal.HeadPainter.RED;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.geom.Box;

class LampReaderTest {

    private final LampReader reader = new LampReader(List.of(HeadPainter.head(true)));
    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(doubles = {5, 10, 25})
    void aCycleIsReadFromPicturesWithoutOneFrameOfRedWhileGreen(double rate) {
        for (int frame = 0; frame < 20 * rate; frame++) {
            double time = frame / rate;
            HeadPainter picture = new HeadPainter(9, 26, frame).noise(6).shift(0.1 * random.nextGaussian());
            boolean beat = random.nextInt(12) == 0;
            if (!beat) {
                picture.lit(time < 8 ? 2 : time < 11 ? 1 : 0, time < 8 ? GREEN : time < 11 ? AMBER : RED, 1.3);
            }
            reader.read(time, HeadPainter.one(picture));
        }
        reader.finish();
        assertThat(reader.timeline().intervals("main"))
                .extracting(SignalInterval::state)
                .filteredOn(state -> state != SignalState.UNKNOWN)
                .containsExactly(SignalState.GREEN, SignalState.AMBER, SignalState.RED);
        assertThat(reader.timeline().since("main", 10.5)).isCloseTo(8, within(0.2));
        assertThat(reader.timeline().since("main", 15)).isCloseTo(11, within(0.2));
    }

    @Test
    void aRedBusStandingInFrontOfGreenNeverMakesItRed() {
        for (int frame = 0; frame < 300; frame++) {
            double covered = Math.max(0, Math.min(1, (frame - 60) / 40.0));
            HeadPainter picture =
                    new HeadPainter(20, 56, frame).lit(2, GREEN, 1).occluded(covered, 190, 35, 35);
            reader.read(frame / 10.0, HeadPainter.one(picture));
        }
        reader.finish();
        assertThat(reader.timeline().intervals("main"))
                .extracting(SignalInterval::state)
                .containsExactly(SignalState.GREEN, SignalState.UNKNOWN);
        assertThat(reader.timeline().at("main", 20)).isEqualTo(SignalState.UNKNOWN);
    }

    @Test
    void signalsAreReadApart() {
        SignalHead left = new SignalHead(
                "left", new Box(0, 0, 0.1, 0.1), true, HeadPainter.head(true).lamps());
        LampReader both = new LampReader(List.of(HeadPainter.head(true), left));
        for (int frame = 0; frame < 30; frame++) {
            both.read(
                    frame / 10.0,
                    List.of(
                            new HeadPainter(20, 56, frame).lit(0, RED, 1).paint(),
                            new HeadPainter(20, 56, frame).lit(2, GREEN, 1).paint()));
        }
        assertThat(both.timeline().at("main", 2)).isEqualTo(SignalState.RED);
        assertThat(both.timeline().at("left", 2)).isEqualTo(SignalState.GREEN);
        assertThat(both.timeline().source()).isEqualTo(SignalSource.LAMPS);
    }

    @Test
    void timeThatStandsStillAndMissingCropsAreRefused() {
        reader.read(1, HeadPainter.one(new HeadPainter(20, 56, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(1, HeadPainter.one(new HeadPainter(20, 56, 1))));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.read(2, List.of()));
    }

    @Test
    void aHeadsCropIsWholePixelsInsideThePicture() {
        SignalHead head = new SignalHead(
                "main",
                new Box(0.995, 0.5, 0.02, 0.01),
                true,
                HeadPainter.head(true).lamps());
        assertThat(head.cropBox(352, 288)).isEqualTo(Box.ofCorners(350, 144, 352, 147));
    }
}
