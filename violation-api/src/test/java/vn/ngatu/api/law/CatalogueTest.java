package vn.ngatu.api.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.violation.ViolationKind;

class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final Instant NOVEMBER = Instant.parse("2026-11-22T05:00:00Z");

    private static List<String> refs(String kind, String vehicle, Instant act) {
        return CATALOGUE.candidates(kind, vehicle, act).stream()
                .map(candidate -> candidate.decree().substring(0, 3) + " " + candidate.ref())
                .toList();
    }

    @Test
    void theClassOfTheVehiclePicksTheArticle() {
        assertThat(refs("red-light", "truck", NOVEMBER)).containsExactly("168 6.9.b");
        assertThat(refs("red-light", "motorcycle", NOVEMBER)).containsExactly("168 7.7.c");
        assertThat(refs("red-light", "bicycle", NOVEMBER)).containsExactly("168 9.2.đ");
        assertThat(refs("red-light", "pedestrian", NOVEMBER)).isEmpty();
    }

    @Test
    void finesAndPointsAreThoseOfTheDecree() {
        Candidate car = CATALOGUE.candidates("red-light", "car", NOVEMBER).get(0);
        assertThat(car.fineFrom()).isEqualTo(18_000_000);
        assertThat(car.fineTo()).isEqualTo(20_000_000);
        assertThat(car.points()).isEqualTo(4);
        assertThat(car.pointsRef()).isEqualTo("6.16.b");
        assertThat(car.check()).isEqualTo(Candidate.Check.TEXT);
        Candidate motorcycle =
                CATALOGUE.candidates("wrong-lane", "motorcycle", NOVEMBER).get(0);
        assertThat(motorcycle.points()).isZero();
        assertThat(motorcycle.pointsRef()).isNull();
    }

    @Test
    void theDayOfTheActPicksTheVersionInLocalTime() {
        Instant lastMoment = Instant.parse("2026-08-14T16:59:59Z");
        assertThat(refs("solid-line", "motorcycle", lastMoment))
                .contains("168 7.1.e")
                .doesNotContain("238 7.1.e");
        assertThat(refs("solid-line", "motorcycle", lastMoment.plusSeconds(1)))
                .contains("238 7.1.e")
                .doesNotContain("168 7.1.e");
    }

    @Test
    void beforeTheDecreeAndWithoutADayNothingFits() {
        assertThat(refs("red-light", "car", Instant.parse("2024-12-31T16:59:59Z")))
                .isEmpty();
        assertThat(refs("red-light", "car", Instant.parse("2024-12-31T17:00:00Z")))
                .hasSize(1);
        assertThat(CATALOGUE.candidates("red-light", "car", null)).isEmpty();
    }

    @Test
    void everyKindOfTheEngineHasACandidateForCarsAndMotorcycles() {
        for (ViolationKind kind : ViolationKind.values()) {
            assertThat(refs(kind.label(), "car", NOVEMBER)).as(kind.label()).isNotEmpty();
            assertThat(refs(kind.label(), "motorcycle", NOVEMBER))
                    .as(kind.label())
                    .isNotEmpty();
        }
    }

    @Test
    void theArticleBelongsToTheVehicleAndTheRangesAreRanges() {
        for (Catalogue.Entry entry : CATALOGUE.entries()) {
            Candidate candidate = entry.candidate();
            Set<String> articles = entry.vehicles().contains("car")
                    ? Set.of("6")
                    : entry.vehicles().contains("motorcycle") ? Set.of("7", "12") : Set.of("9");
            assertThat(articles)
                    .contains(candidate.ref().substring(0, candidate.ref().indexOf('.')));
            assertThat(candidate.fineFrom()).isPositive().isLessThan(candidate.fineTo());
            assertThat(candidate.vi()).isNotBlank().isNotEqualTo(candidate.en());
            assertThat(candidate.points()).isIn(0, 2, 4);
        }
    }

    @Test
    void noProvisionFitsTwiceOnOneDay() {
        for (String kind : Set.of("solid-line", "forbidden-road", "illegal-parking", "wrong-lane")) {
            for (String vehicle : Arrays.asList("car", "motorcycle", "bicycle")) {
                List<String> refs = CATALOGUE.candidates(kind, vehicle, NOVEMBER).stream()
                        .map(Candidate::ref)
                        .toList();
                assertThat(new HashSet<>(refs)).hasSameSizeAs(refs);
            }
        }
    }
}
