package vn.ngatu.api.review;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.ngatu.api.review.SecondReview.Reason.CAR_RED_LIGHT;
import static vn.ngatu.api.review.SecondReview.Reason.LOW_CONFIDENCE;
import static vn.ngatu.api.review.SecondReview.Reason.PLATE_TYPED;
import static vn.ngatu.api.review.SecondReview.Reason.SAMPLE;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReviewRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");
    private static final String SECRET = "00112233445566778899aabbccddeeff";
    private static final ReviewPolicy POLICY = ReviewPolicy.defaults();

    private static Case of(String kind, String vehicle, double confidence, @Nullable String plateRead) {
        return new Case(
                "not-sampled",
                "cam-1",
                "s1",
                kind,
                vehicle,
                confidence,
                NOON,
                null,
                CaseState.NEW,
                Stage.FIRST,
                1,
                plateRead,
                null,
                null,
                null,
                NOON,
                null,
                null,
                "evidence/x",
                "0",
                false,
                null);
    }

    private static Case.Act act(long from, long to) {
        return new Case.Act(NOON.plusSeconds(from), NOON.plusSeconds(to), NOON.plusSeconds(to));
    }

    @Test
    void aSecondPersonLooksWhereTheLawIsHardOrTheEngineUnsure() {
        assertThat(SecondReview.reasons(of("red-light", "bus", 0.99, "30A24656"), "30A-246.56", POLICY, SECRET))
                .containsExactly(CAR_RED_LIGHT);
        assertThat(SecondReview.reasons(of("red-light", "motorcycle", 0.9, "59F112345"), "59F112345", POLICY, SECRET))
                .isEmpty();
        assertThat(SecondReview.reasons(of("wrong-lane", "car", 0.9, "30A24656"), "30A24656", POLICY, SECRET))
                .isEmpty();
        assertThat(SecondReview.reasons(of("wrong-lane", "car", 0.899, "30A24656"), "30A24656", POLICY, SECRET))
                .containsExactly(LOW_CONFIDENCE);
    }

    @Test
    void aSecondPersonLooksWhereAPersonTypedThePlate() {
        Case read = of("wrong-lane", "car", 0.95, "30A24656");
        assertThat(SecondReview.reasons(read, "30A-246.58", POLICY, SECRET)).containsExactly(PLATE_TYPED);
        Case unread = of("wrong-lane", "car", 0.95, null);
        assertThat(SecondReview.reasons(unread, "30A24656", POLICY, SECRET)).containsExactly(PLATE_TYPED);
        assertThat(SecondReview.reasons(unread, null, POLICY, SECRET)).isEmpty();
    }

    @Test
    void theRandomSampleHasItsShareAndDependsOnTheSecret() {
        long picked = IntStream.range(0, 20_000)
                .filter(i -> SecondReview.isSample("case" + i, 0.05, SECRET))
                .count();
        assertThat(picked).isBetween(850L, 1150L);
        String other = SECRET.replace('0', '1');
        long both = IntStream.range(0, 20_000)
                .filter(i -> SecondReview.isSample("case" + i, 0.05, SECRET)
                        && SecondReview.isSample("case" + i, 0.05, other))
                .count();
        assertThat(both).isLessThan(100);
        assertThat(SecondReview.isSample("case1", 0, SECRET)).isFalse();
        assertThat(SecondReview.isSample("case1", 1, SECRET)).isTrue();
        ReviewPolicy all =
                new ReviewPolicy(POLICY.lease(), 3, POLICY.undo(), 0.9, 1, true, POLICY.presence(), POLICY.crossing());
        assertThat(SecondReview.reasons(of("wrong-lane", "car", 0.95, "30A24656"), "30A24656", all, SECRET))
                .containsExactly(SAMPLE);
    }

    @Test
    void aVehicleThatStandsIsOneCaseForAsLongAsItStands() {
        assertThat(DuplicateRule.same("illegal-parking", act(0, 300), act(200, 600), POLICY))
                .isTrue();
        assertThat(DuplicateRule.same("illegal-parking", act(0, 300), act(900, 1200), POLICY))
                .isTrue();
        assertThat(DuplicateRule.same("illegal-parking", act(0, 300), act(901, 1200), POLICY))
                .isFalse();
        assertThat(DuplicateRule.same("illegal-stopping", act(901, 1200), act(0, 300), POLICY))
                .isFalse();
        assertThat(DuplicateRule.same("illegal-stopping", act(900, 1200), act(0, 300), POLICY))
                .isTrue();
    }

    @Test
    void eachCrossingIsACaseOfItsOwn() {
        assertThat(DuplicateRule.same("red-light", act(0, 1), act(2, 4), POLICY))
                .isTrue();
        assertThat(DuplicateRule.same("red-light", act(0, 1), act(2, 5), POLICY))
                .isFalse();
    }

    @Test
    void deadlinesPassAtTheirMoment() {
        Instant act = Instant.parse("2026-11-20T05:00:00Z");
        Deadlines deadlines = Deadlines.of(NOON, act);
        Instant[] moments = {deadlines.warnAt(), deadlines.escalateAt(), deadlines.dueAt(), deadlines.expiresAt()};
        Deadlines.Urgency[] urgencies = Deadlines.Urgency.values();
        for (int i = 0; i < moments.length; i++) {
            assertThat(deadlines.at(moments[i].minusMillis(1))).isEqualTo(urgencies[i]);
            assertThat(deadlines.at(moments[i])).isEqualTo(urgencies[i + 1]);
        }
        assertThat(Duration.between(NOON, deadlines.warnAt())).isEqualTo(Duration.ofDays(5));
        assertThat(Duration.between(NOON, deadlines.escalateAt())).isEqualTo(Duration.ofDays(8));
        assertThat(deadlines.expiresAt()).isEqualTo("2027-11-20T05:00:00Z");
    }

    @Test
    void aYearIsACalendarYearAndCountsFromDetectionWhereTheActHasNoTime() {
        Instant leapDay = Instant.parse("2028-02-28T20:00:00Z"); // 29 February in Vietnam
        assertThat(Deadlines.of(NOON, leapDay).expiresAt()).isEqualTo("2029-02-27T20:00:00Z");
        assertThat(Deadlines.of(NOON, null).expiresAt()).isEqualTo("2027-11-22T05:00:00Z");
    }
}
