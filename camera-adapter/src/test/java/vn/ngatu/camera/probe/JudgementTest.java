package vn.ngatu.camera.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgementTest {

    private static StreamReport stream(
            int width, int height, double rate, double gop, double clockError, double decodeMillis) {
        return new StreamReport(
                "rtsp://10.0.0.5/live",
                true,
                "accepted",
                "streaming",
                0.2,
                "h264",
                "High",
                width,
                height,
                rate,
                (int) (gop * rate),
                gop,
                2000.0,
                false,
                true,
                0.1,
                clockError,
                0L,
                0L,
                100L,
                0L,
                decodeMillis);
    }

    @Test
    void aSoundCameraPassesWithoutAWord() {
        ProbeReport report = Judgement.of(stream(1280, 720, 12, 4, 0.5, 2), null);
        assertThat(report.pass()).isTrue();
        assertThat(report.faults()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(requireNonNull(report.suggested()).detectOn()).isEqualTo("main");
        assertThat(report.suggested().analysedFps()).isEqualTo(5);
    }

    @Test
    void tooFewPicturesAreAFault() {
        assertThat(Judgement.of(stream(1280, 720, 4.9, 2, 0.4, 2), null).faults())
                .containsExactly("main: rate: 4.9 fps (expected: >= 5.0)");
        assertThat(Judgement.of(stream(1280, 720, 5.1, 2, 0.4, 2), null).faults())
                .isEmpty();
    }

    @Test
    void aWrongClockBlocksAndADoubtfulOneWarns() {
        assertThat(Judgement.of(stream(1280, 720, 25, 2, 1.1, 2), null).pass()).isFalse();
        ProbeReport doubtful = Judgement.of(stream(1280, 720, 25, 2, 0.9, 2), null);
        assertThat(doubtful.pass()).isTrue();
        assertThat(doubtful.warnings()).containsExactly("main: clock error: 0.9 s (expected: <= 0.5)");
    }

    @Test
    void aSmallPictureAndALongGroupWarn() {
        assertThat(Judgement.of(stream(704, 576, 25, 10, 0.4, 2), null).warnings())
                .containsExactly(
                        "main: 704x576 (expected: >= 1280x720 for evidence)",
                        "main: seconds between key frames: 10.0 s (expected: <= 4.0)");
    }

    @Test
    void aCheaperSubStreamIsForDetection() {
        ProbeReport report = Judgement.of(stream(1920, 1080, 25, 2, 0.4, 5), stream(640, 360, 15, 2, 0.4, 0.6));
        assertThat(requireNonNull(report.suggested()).detectOn()).isEqualTo("sub");
        assertThat(report.suggested().evidenceOn()).isEqualTo("main");
        assertThat(report.suggested().cpuShare()).isEqualTo(0.009);
    }

    @Test
    void aSubStreamTooSmallToSeeAnythingIsNot() {
        ProbeReport report = Judgement.of(stream(1920, 1080, 25, 2, 0.4, 5), stream(352, 288, 15, 2, 0.4, 0.3));
        assertThat(requireNonNull(report.suggested()).detectOn()).isEqualTo("main");
    }

    @Test
    void aDearStreamIsAnalysedLessOften() {
        ProbeReport report = Judgement.of(stream(3840, 2160, 25, 2, 0.4, 15), null);
        assertThat(requireNonNull(report.suggested()).analysedFps()).isEqualTo(2.5);
    }

    @Test
    void aSubStreamThatDoesNotComeIsAWarningOnly() {
        StreamReport none = StreamReport.unreachable("rtsp://10.0.0.5/sub", "unknown", "sub: knows no such stream");
        ProbeReport report = Judgement.of(stream(1280, 720, 25, 2, 0.4, 2), none);
        assertThat(report.pass()).isTrue();
        assertThat(report.warnings()).containsExactly("sub: knows no such stream");
    }

    @Test
    void anUnreachableCameraFailsWithItsReasonAndNoAdvice() {
        ProbeReport report =
                Judgement.of(StreamReport.unreachable("rtsp://10.0.0.5/", "refused", "main: refused"), null);
        assertThat(report.pass()).isFalse();
        assertThat(report.faults()).containsExactly("main: refused");
        assertThat(report.suggested()).isNull();
    }
}
