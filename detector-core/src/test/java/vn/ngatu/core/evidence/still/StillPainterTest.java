package vn.ngatu.core.evidence.still;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.media.RgbImage;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

class StillPainterTest {

    private static final Box VEHICLE = new Box(412, 300, 58, 96);
    private static final Box LAMP = new Box(900, 80, 20, 60);
    static final Marks MARKS = new Marks(
            VEHICLE,
            List.of(
                    new Marks.Line(List.of(new Point(200, 350), new Point(900, 350)), false),
                    new Marks.Line(List.of(new Point(890, 60), new Point(930, 150), new Point(1500, 700)), true)),
            List.of(new Point(300, 700), new Point(380, 500), new Point(441, 396)),
            List.of(LAMP));

    @Test
    void theBarTakesNothingFromThePicture() {
        RgbImage picture = picture(1280, 720);
        RgbImage annotated = StillPainter.annotated(picture, MARKS, caption());
        assertThat(annotated.width()).isEqualTo(1280);
        assertThat(annotated.height()).isBetween(760, 900);
        // The last row of the picture is as it was; the bar begins below.
        int last = 3 * 719 * 1280;
        assertThat(java.util.Arrays.copyOfRange(annotated.rgb(), last, last + 3 * 1280))
                .isEqualTo(java.util.Arrays.copyOfRange(picture.rgb(), last, last + 3 * 1280));
    }

    @Test
    void vehicleAndLampsStayAsTheCameraSawThem() {
        RgbImage picture = picture(1280, 720);
        RgbImage annotated = StillPainter.annotated(picture, MARKS, caption());
        assertThat(different(picture, annotated, VEHICLE)).isZero();
        assertThat(different(picture, annotated, LAMP)).isZero();
        assertThat(different(picture, annotated, new Box(200, 340, 200, 20))).isPositive();
        assertThat(picture.rgb()).isEqualTo(picture(1280, 720).rgb());
    }

    @Test
    void everyVietnameseLetterOfACaptionHasAPlainOne() {
        Caption caption = caption();
        StringBuilder all = new StringBuilder(caption.title());
        caption.fields().forEach(field -> all.append(field.label()).append(field.value()));
        assertThat(StrokeLettering.plain(all.toString().replace("…", ""))).doesNotContain("?");
        assertThat(StrokeLettering.plain("Vượt đèn ĐỎ · xe máy")).isEqualTo("Vuot den DO - xe may");
    }

    @Test
    void bothLetteringsFillTheBarAndStayInsideIt() {
        for (Lettering lettering : List.of(new FontLettering(20), new StrokeLettering(20))) {
            for (int width : new int[] {320, 1280}) {
                RgbImage bar = DataBar.draw(width, caption(), lettering, 20);
                assertThat(bar.width()).isEqualTo(width);
                assertThat(light(bar, 0, bar.height())).isGreaterThan(500);
                assertThat(light(bar, 0, 4) + light(bar, bar.height() - 3, bar.height()))
                        .isZero();
            }
        }
    }

    @Test
    void aBoxPartlyOutsideThePictureIsDrawn() {
        RgbImage picture = picture(64, 48);
        Marks marks = new Marks(
                new Box(-20, 30, 60, 100),
                List.of(new Marks.Line(List.of(new Point(-1e9, 0), new Point(1e9, 40)), false)),
                List.of(),
                List.of(new Box(1000, 1000, 10, 10)));
        assertThat(StillPainter.annotated(picture, marks, caption()).width()).isEqualTo(64);
    }

    @Test
    void aJpegKeepsSizeAndNearlyEveryPixel() {
        RgbImage picture = picture(322, 181);
        RgbImage back = StillPainter.picture(StillPainter.jpeg(picture));
        assertThat(back.width()).isEqualTo(322);
        assertThat(back.height()).isEqualTo(181);
        long sum = 0;
        for (int i = 0; i < picture.rgb().length; i++) {
            sum += Math.abs((picture.rgb()[i] & 0xff) - (back.rgb()[i] & 0xff));
        }
        assertThat((double) sum / picture.rgb().length).isLessThan(2);
    }

    @Test
    void nothingNativeStaysBehind() {
        RgbImage picture = picture(640, 360);
        StillPainter.jpeg(StillPainter.annotated(picture, MARKS, caption()));
        long before = Pointer.totalBytes();
        for (int i = 0; i < 20; i++) {
            StillPainter.picture(StillPainter.jpeg(StillPainter.annotated(picture, MARKS, caption())));
            DataBar.draw(640, caption(), new StrokeLettering(12), 12);
        }
        assertThat(Pointer.totalBytes()).isEqualTo(before);
    }

    static Caption caption() {
        Violation violation = new Violation(
                ViolationKind.RED_LIGHT,
                17,
                ObjectClass.MOTORCYCLE,
                12.4,
                12.64,
                14.2,
                14.2,
                VEHICLE,
                Map.of("stopLine", "S1"),
                Map.of(),
                0.93);
        ReportedViolation reported = ReportedViolation.of(
                "ngã tư 7", "lý-thường-kiệt", OffsetDateTime.parse("2026-11-22T08:15:30.640+07:00"), violation, null);
        return CaptionText.of(
                reported,
                new CaptionText.Shown(
                        2,
                        12.64,
                        12_640_000_000L,
                        "2026-11-22T08:15:30.640+07:00",
                        CaptionText.light("main", SignalState.RED, 4.2, false),
                        "0123456789abcdef".repeat(4)));
    }

    static RgbImage picture(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            rgb[i] = (byte) (40 + 60 * (i % 3) + 40 * Math.sin(x / 40.0) + 40 * Math.cos(y / 30.0));
        }
        return new RgbImage(width, height, rgb);
    }

    private static long different(RgbImage a, RgbImage b, Box area) {
        long different = 0;
        for (int y = (int) area.top(); y < area.bottom(); y++) {
            for (int i = 3 * (y * a.width() + (int) area.left()); i < 3 * (y * a.width() + (int) area.right()); i++) {
                different += a.rgb()[i] == b.rgb()[i] ? 0 : 1;
            }
        }
        return different;
    }

    private static long light(RgbImage image, int from, int to) {
        long light = 0;
        for (int i = 3 * from * image.width(); i < 3 * to * image.width(); i++) {
            light += (image.rgb()[i] & 0xff) > 128 ? 1 : 0;
        }
        return light;
    }
}
