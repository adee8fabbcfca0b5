package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.ngatu.core.geom.Box;

/** Whether a vehicle that is back in a place after a break is the one that stood there. */
class SlotViewTest {

    private static final Box STOOD = new Box(1000, 400, 110, 80);

    private final SlotView view = new SlotView();

    @Test
    void aHigherOneInTheSamePlaceIsAnother() {
        see(20, STOOD);
        view.resume(100);
        see(20, new Box(1000, 388, 110, 92));

        assertThat(view.tells(102)).isTrue();
        assertThat(view.another()).isTrue();
    }

    @Test
    void theSameOneWithItsDetectorsErrorsIsNot() {
        see(20, STOOD);
        view.resume(100);
        see(20, new Box(997, 399, 114, 82));

        assertThat(view.another()).isFalse();
    }

    @Test
    void oneThatSomethingCutsShortIsNot() {
        see(20, STOOD);
        view.resume(100);
        see(20, new Box(1000, 400, 60, 80));

        assertThat(view.another()).isFalse();
    }

    @Test
    void nothingIsToldByOneWhoseWheelsAreHidden() {
        see(20, STOOD);
        view.resume(100);
        for (int i = 0; i < 20; i++) {
            view.see(new Box(1000, 360, 110, 120), true);
        }

        assertThat(view.tells(110)).isFalse();
        assertThat(view.isBarelySeen()).isFalse();
    }

    @Test
    void aGlimpseTellsNothing() {
        see(20, STOOD);
        view.resume(100);
        see(3, new Box(1000, 360, 110, 120));

        assertThat(view.tells(110)).isFalse();
        assertThat(view.isBarelySeen()).isTrue();
    }

    @Test
    void aBurstOfFramesIsNotEnough() {
        see(20, STOOD);
        view.resume(100);
        see(20, new Box(1000, 360, 110, 120));

        assertThat(view.tells(101)).isFalse();
    }

    private void see(int times, Box box) {
        for (int i = 0; i < times; i++) {
            view.see(box, false);
        }
    }
}
