package vn.ngatu.api.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.linecorp.armeria.server.Server;
import com.microsoft.playwright.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.violation.ViolationKind;

/** The modules that only compute, in the engine that they run on. */
@SuppressWarnings("NullAway") // JUnit opens the page before anything asks it
class ModulesInBrowserTest {

    private static Server server;
    private static Chromium chromium;
    private static Page page;

    @BeforeAll
    static void open() {
        chromium = Chromium.open();
        server = Server.builder().http(0).serviceUnder("/", new Pages(false)).build();
        server.start().join();
        page = chromium.page(800, 600, "vi", null);
        page.navigate("http://127.0.0.1:" + server.activeLocalPort() + "/");
        page.waitForSelector("form");
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.stop().join();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "29-B1 123.45, motorcycle, motorcycle-old, 29-B1 123.45, Hà Nội",
        "29aa12345, motorcycle, motorcycle, 29-AA 123.45, Hà Nội",
        "30A24656, car, car, 30A 246.56, Hà Nội",
        "30A24656, motorcycle, motorcycle-old, 30-A2 4656, Hà Nội",
        "72C1 2345, car, car, 72C 123.45, TP. Hồ Chí Minh",
        "29LD12345, car, special, 29-LD 123.45, Hà Nội",
        "80NG1234, car, , 80NG1234, ",
        "29123NG45, car, foreign, 29-123NG 45, Hà Nội"
    })
    void aPlateIsReadForWhatItCanBe(String typed, String vehicle, String shape, String written, String place) {
        Map<?, ?> read = plate(typed, vehicle);
        List<?> shapes = (List<?>) read.get("shapes");
        assertThat(shapes.isEmpty() ? null : shapes.get(0)).isEqualTo(shape);
        if (shape != null && !shape.equals("foreign")) {
            assertThat(read.get("written")).isEqualTo(written);
            assertThat(read.get("place")).isEqualTo(place);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10A12345, place",
        "29O12345, letter",
        "51A00000, zero",
        "51A1, short",
        "51A1234567890, long",
        "51A12#45, character",
        "ABCDEFGH, shape"
    })
    void whatIsNoPlateIsToldWhyAndIsNotChanged(String typed, String fault) {
        Map<?, ?> read = plate(typed, "car");
        assertThat(read.get("fault")).isEqualTo(fault);
        assertThat(read.get("plate")).isEqualTo(typed);
    }

    @Test
    void charactersThatLookAlikeAreSuggestedAndNoMore() {
        assertThat(plate("5IA138B3", "car").get("suggestions")).isEqualTo(List.of("51A 138.83"));
        assertThat(plate("ABCDEFGH", "car").get("suggestions")).isEqualTo(List.of());
    }

    @Test
    void pictureAndRoadAgreeWithTheCamera() {
        CameraModel camera = CameraModel.ofPose(8, Math.toRadians(20), Math.toRadians(1), 900, 960, 540)
                .scaled(1 / 960.0, 1 / 540.0);
        List<Double> projection = Arrays.stream(camera.projection()).boxed().toList();
        Point expected = requireNonNull(camera.toImage(new Point(-3, 41), 1.5));

        List<?> seen = (List<?>) in("geometry", "m.toPicture(x, -3, 41, 1.5)", projection);
        assertThat((double) seen.get(0)).isCloseTo(expected.x(), within(1e-9));
        assertThat((double) seen.get(1)).isCloseTo(expected.y(), within(1e-9));
        List<?> road = (List<?>) in("geometry", "m.toRoad(x, ...m.toPicture(x, -3, 41))", projection);
        assertThat(((Number) road.get(0)).doubleValue()).isCloseTo(-3, within(1e-6));
        assertThat(((Number) road.get(1)).doubleValue()).isCloseTo(41, within(1e-6));
        assertThat(in("geometry", "m.toRoad(x, 0.5, -0.5)", projection))
                .as("above the horizon")
                .isNull();
    }

    @Test
    void theFrameThatShowsIsTheLastThatHasBegun() {
        assertThat(in("geometry", "[0, 0.0398, 0.04, 0.05, 9].map(t => m.indexAt(x, t))", List.of(0, 0.04, 0.08)))
                .isEqualTo(List.of(0, 0, 1, 1, 2));
    }

    @Test
    void aDayBeginsAtTheCamerasMidnight() {
        assertThat(in("format", "m.dayStart(x)", "2026-11-22")).isEqualTo("2026-11-21T17:00:00.000Z");
        assertThat(in("format", "m.dateTime(x)", "2026-11-22T01:15:30Z")).isEqualTo("22/11/2026 08:15:30");
        assertThat(in("format", "x.map(m.parseDay)", List.of("22/11/2026", "1-2-2026", "31/02/2026", "soon")))
                .isEqualTo(Arrays.asList("2026-11-22", "2026-02-01", null, null));
    }

    @Test
    void aSmallErrorIsNotRoundedAway() {
        assertThat(in("format", "[0.03, 18.04, 300].map(s => m.quantity(s, 's'))", null))
                .isEqualTo(List.of("0,03\u00a0s", "18\u00a0s", "5 phút"));
    }

    @Test
    void everyKindIsExplainedAndWhatWasNotSeenIsSaidToBe() {
        for (ViolationKind kind : ViolationKind.values()) {
            Map<String, Object> bare =
                    Map.of("kind", kind.label(), "vehicle", "car", "where", Map.of(), "facts", Map.of());
            List<?> sentences = (List<?>) in("why", "m.why(x)", bare);
            assertThat(sentences).as(kind.label()).isNotEmpty();
            assertThat(sentences)
                    .as(kind.label())
                    .allSatisfy(sentence -> assertThat((String) sentence)
                            .startsWith("Không quan sát được")
                            .doesNotContain("{"));
        }
        Map<String, Object> seconds = Map.of("value", 4.2, "unit", "s", "provenance", "derived");
        Map<String, Object> violation = Map.of(
                "kind",
                "red-light",
                "vehicle",
                "motorcycle",
                "where",
                Map.of("stopLine", "S1"),
                "facts",
                Map.of("timeIntoRed", seconds, "grace", seconds));
        assertThat(((List<?>) in("why", "m.why(x)", violation)).get(0))
                .isEqualTo("Xe máy qua vạch dừng khi đèn đã đỏ 4,2\u00a0s (dung sai 4,2\u00a0s).");
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void aSealedReasonIsToldInTheChosenLanguage() {
        String begins = "it begins 0.250 s before, where the recording begins (expected: 6 s)";
        assertThat(in("missing", "m.missingReason(x)", begins))
                .isEqualTo("bắt đầu 0,25 giây trước vi phạm, từ lúc bắt đầu ghi hình (yêu cầu: 6 giây)");
        assertThat(in("missing", "m.missingReason(x)", "the video could not be written: mux: no (0.5) [a]"))
                .isEqualTo("không ghi được video: mux: no (0.5) [a]");
        assertThat(in("missing", "m.missingReason(x)", begins + " and more"))
                .as("a sentence of another version")
                .isNull();
        assertThat(in("missing", "m.missingName(x)", "clip before the act")).isEqualTo("Video trước vi phạm");
    }

    private static Map<?, ?> plate(String typed, String vehicle) {
        return (Map<?, ?>)
                in("plate", "m.readPlate(...x)", Stream.of(typed, vehicle).toList());
    }

    /** What {@code expression} gives, with the module of that name as m and {@code argument} as x. */
    private static Object in(String module, String expression, Object argument) {
        return page.evaluate(
                "x => import(document.querySelector('script[type=module]').src.replace('app.js', 'core/" + module
                        + ".js')).then(m => " + expression + ")",
                argument);
    }
}
