package vn.ngatu.core.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.BoxEdges;

class StandingViewTest {

    private static final Box WHOLE = new Box(100, 200, 120, 80);

    private final StandingView view =
            new StandingView(new double[] {WHOLE.left(), WHOLE.top(), WHOLE.right(), WHOLE.bottom()});

    @Test
    void theWholeVehicleIsInItsPlace() {
        assertThat(view.holds(edges(WHOLE))).isTrue();
        assertThat(view.misfit(edges(WHOLE))).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatSomethingLeavesOfItIsInItsPlaceAndItsCutEdgesAreKnown() {
        BoxEdges upperHalf = edges(new Box(100, 200, 120, 45));
        assertThat(view.holds(upperHalf)).isTrue();
        assertThat(view.cut(upperHalf, BoxEdges.BOTTOM)).isTrue();
        assertThat(view.cut(upperHalf, BoxEdges.TOP)).isFalse();
        assertThat(view.misfit(upperHalf)).isGreaterThan(1);
    }

    @Test
    void aSliverMayBeAnything() {
        assertThat(view.holds(edges(new Box(100, 200, 20, 80)))).isFalse();
    }

    @Test
    void whatReachesBeyondThePlaceIsNotTheVehicleInIt() {
        assertThat(view.holds(edges(new Box(120, 200, 120, 80)))).isFalse();
        assertThat(view.holds(edges(new Box(60, 150, 300, 200)))).isFalse();
    }

    @Test
    void aBoxThatShiftsIsNotCut() {
        BoxEdges shifted = edges(new Box(118, 200, 110, 80));
        assertThat(view.cut(shifted, BoxEdges.LEFT)).isFalse();
        assertThat(view.holds(shifted)).isFalse();
    }

    @Test
    void whatHidesItTeachesNothing() {
        for (int i = 0; i < 50; i++) {
            view.learn(edges(new Box(100, 200, 120, 45)), 0.1);
        }
        assertThat(view.cut(edges(WHOLE), BoxEdges.BOTTOM)).isFalse();
        assertThat(view.misfit(edges(WHOLE))).isLessThan(0.1);
    }

    private static BoxEdges edges(Box box) {
        return new BoxEdges(box, 1.2, 0.028);
    }
}
