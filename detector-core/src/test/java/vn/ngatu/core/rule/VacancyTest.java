package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.track.Track;

/** When the place of one that appears in it at 20 s was last seen empty. */
class VacancyTest {

    private static final double APPEARS = 20;
    private static final Box PLACE = new Box(100, 100, 80, 60);
    private static final Box BEFORE_IT = new Box(60, 90, 200, 120);
    private static final Box BEHIND_IT = new Box(60, 40, 200, 100);

    private final Vacancy vacancy = new Vacancy();

    @Test
    void itIsToldWhenAnotherDroveBeforeIt() {
        watch(0, 15);
        watch(15, 20, at(BEFORE_IT));

        assertThat(lastEmpty()).isCloseTo(14.9, within(0.11));
    }

    @Test
    void whoIsFartherAwayHidesNothing() {
        watch(0, 20, at(BEHIND_IT));

        assertThat(lastEmpty()).isCloseTo(19.9, within(0.11));
    }

    @Test
    void itIsNotWhenSomebodyStoodThere() {
        watch(0, 20, at(new Box(105, 102, 80, 60)));

        assertThat(lastEmpty()).isNaN();
    }

    @Test
    void norWhenItWasHiddenForTooLong() {
        watch(0, 7);
        watch(7, 20, at(BEFORE_IT));

        assertThat(lastEmpty()).isNaN();
    }

    @Test
    void norWhenItWasOpenForAMomentOnly() {
        watch(0, 18, at(BEFORE_IT));
        watch(18, 19);
        watch(19, 20, at(BEFORE_IT));

        assertThat(lastEmpty()).isNaN();
    }

    @Test
    void norWhenFramesWereLostWhileItWasOpen() {
        watch(0, 15, at(BEFORE_IT));
        watch(15, 16);
        watch(18, 19);
        watch(19, 20, at(BEFORE_IT));

        assertThat(lastEmpty()).isNaN();
    }

    private void watch(double from, double to, Track... seen) {
        for (int i = 0; from + i / 10.0 < to - 1e-9; i++) {
            vacancy.see(from + i / 10.0, List.of(seen));
        }
    }

    private double lastEmpty() {
        Track own = track(1, PLACE);
        for (int i = 0; i <= 20; i++) {
            vacancy.see(APPEARS + i / 10.0, List.of(own));
        }
        return vacancy.lastEmpty(own);
    }

    private static Track at(Box box) {
        return track(2, box);
    }

    private static Track track(int id, Box box) {
        return new Track(
                id,
                ObjectClass.CAR,
                APPEARS + 2,
                box,
                0.9,
                true,
                APPEARS,
                APPEARS + 2,
                null,
                null,
                false,
                Double.NEGATIVE_INFINITY);
    }
}
