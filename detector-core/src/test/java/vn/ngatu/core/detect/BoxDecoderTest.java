package vn.ngatu.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.geom.Box;

class BoxDecoderTest {

    private static final float MOTORCYCLE = 0;
    private static final float CAR = 1;
    private static final float PEDESTRIAN = 2;

    private final ModelInfo model = Models.of(
            OutputLayout.NGATU_BOXES,
            640,
            384,
            List.of(
                    Optional.of(ObjectClass.MOTORCYCLE),
                    Optional.of(ObjectClass.CAR),
                    Optional.of(ObjectClass.PEDESTRIAN)),
            Map.of(
                    ObjectClass.MOTORCYCLE, new ClassLimits(true, 0.4, 4, 8),
                    ObjectClass.CAR, new ClassLimits(true, 0.5, 10, 10),
                    ObjectClass.PEDESTRIAN, new ClassLimits(false, 0.4, 2, 2)));

    @Test
    void boxesAreScaledToTheSourcePicture() {
        assertThat(decode(0.5, 1280, 720, 10, 20, 40, 60, 0.75f, CAR))
                .containsExactly(new Detection(new Box(20, 40, 60, 80), 0.75, ObjectClass.CAR));
    }

    @Test
    void boxesOverTheEdgeAreClippedToTheSourcePicture() {
        // The picture ends at row 360 of the tensor; what lies below is filling.
        assertThat(decode(0.5, 1280, 720, -10, 300, 40, 384, 0.75f, CAR))
                .containsExactly(new Detection(new Box(0, 600, 80, 120), 0.75, ObjectClass.CAR));
    }

    @Test
    void boxesBesideThePictureAreDropped() {
        assertThat(decode(0.5, 1280, 720, 10, 361, 40, 384, 0.75f, CAR)).isEmpty();
    }

    @Test
    void degenerateBoxesAreDropped() {
        assertThat(decode(1, 640, 384, 40, 20, 40, 60, 0.75f, CAR)).isEmpty();
        assertThat(decode(1, 640, 384, 60, 20, 40, 60, 0.75f, CAR)).isEmpty();
        assertThat(decode(1, 640, 384, 10, 60, 40, 20, 0.75f, CAR)).isEmpty();
        assertThat(decode(1, 640, 384, Float.NaN, 20, 40, 60, 0.75f, CAR)).isEmpty();
        assertThat(decode(1, 640, 384, 10, 20, Float.POSITIVE_INFINITY, 60, 0.75f, CAR))
                .isEmpty();
    }

    @Test
    void scoresThatAreNoNumbersAreDropped() {
        assertThat(decode(1, 640, 384, 10, 20, 40, 60, Float.NaN, CAR)).isEmpty();
    }

    @Test
    void theLowScoreIsTheFloorAndEachClassHasItsOwnCertainty() {
        assertThat(decode(1, 640, 384, 10, 20, 40, 60, 0.19f, CAR)).isEmpty();
        List<Detection> weak = decode(1, 640, 384, 10, 20, 40, 60, 0.45f, CAR);
        assertThat(weak).hasSize(1).noneMatch(model::isCertain);
        List<Detection> strong = decode(1, 640, 384, 10, 20, 40, 60, 0.45f, MOTORCYCLE);
        assertThat(strong).hasSize(1).allMatch(model::isCertain);
    }

    @Test
    void leastSizesCountInPixelsOfTheModelsInput() {
        assertThat(decode(0.5, 1280, 720, 10, 20, 19.5f, 40, 0.75f, CAR)).isEmpty();
        assertThat(decode(0.5, 1280, 720, 10, 20, 20, 30, 0.75f, CAR)).hasSize(1);
        assertThat(decode(0.5, 1280, 720, 10, 20, 19.5f, 40, 0.75f, MOTORCYCLE)).hasSize(1);
    }

    @Test
    void aSliverLeftByClippingIsTooSmall() {
        assertThat(decode(1, 640, 384, -50, 20, 5, 60, 0.75f, CAR)).isEmpty();
    }

    @Test
    void disabledClassesAreDropped() {
        assertThat(decode(1, 640, 384, 10, 20, 40, 60, 0.9f, PEDESTRIAN)).isEmpty();
    }

    @Test
    void disabledClassesSilenceNobody() {
        assertThat(decode(1, 640, 384, 10, 20, 40, 60, 0.9f, PEDESTRIAN, 10, 20, 40, 60, 0.5f, MOTORCYCLE))
                .hasSize(1);
    }

    private List<Detection> decode(double scale, int sourceWidth, int sourceHeight, float... values) {
        return new BoxDecoder(model)
                .decode(values, new long[] {1, values.length / 6, 6}, scale, sourceWidth, sourceHeight);
    }
}
