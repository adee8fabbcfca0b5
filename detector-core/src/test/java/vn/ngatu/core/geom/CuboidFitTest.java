package vn.ngatu.core.geom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CuboidFitTest {

    private static final CameraModel CAMERA = CameraModel.ofPose(8, Math.toRadians(18), 0, 1250, 1920, 1080);
    private static final Dimensions CAR = new Dimensions(4.5, 1.8, 1.5);

    @Test
    void findsACarFromItsBoxWhateverItsHeading() {
        for (double heading = -3; heading < 3; heading += 0.5) {
            CuboidFit.Result found = fit(boxOf(new Point(6, 28), heading), heading, new Point(4, 25));
            assertThat(found).isNotNull();
            assertThat(found.centre().distance(new Point(6, 28))).isLessThan(0.05);
            assertThat(found.misfit()).isLessThan(0.01);
        }
    }

    @Test
    void theMiddleOfTheBottomEdgeIsMetresOffWhereTheFitIsNot() {
        Box box = boxOf(new Point(-10, 25), Math.PI / 2);
        Point naive = CAMERA.toGround(box.bottomCentre());
        assertThat(naive).isNotNull();
        assertThat(naive.distance(new Point(-10, 25))).isGreaterThan(1.5);
        CuboidFit.Result found = fit(box, Math.PI / 2, naive);
        assertThat(found).isNotNull();
        assertThat(found.centre().distance(new Point(-10, 25))).isLessThan(0.05);
    }

    @Test
    void aHiddenBottomEdgeDoesNotPullTheCarAway() {
        Box whole = boxOf(new Point(2, 30), Math.PI / 2);
        Box cut = new Box(whole.left(), whole.top(), whole.width(), whole.height() * 0.7);
        BoxEdges hidden = new BoxEdges(cut, 1, 0.02);
        hidden.loosen(BoxEdges.BOTTOM, 8);
        CuboidFit.Result knowing = new CuboidFit(CAMERA).fit(hidden, Math.PI / 2, CAR, new Point(2, 28));
        CuboidFit.Result unknowing = fit(cut, Math.PI / 2, new Point(2, 28));
        assertThat(knowing).isNotNull();
        assertThat(unknowing).isNotNull();
        assertThat(knowing.centre().distance(new Point(2, 30))).isLessThan(1.5);
        assertThat(unknowing.centre().distance(new Point(2, 30)))
                .isGreaterThan(knowing.centre().distance(new Point(2, 30)));
    }

    @Test
    void aBoxCutOffOnAllSidesPinsNothingDown() {
        BoxEdges edges = new BoxEdges(new Box(0, 0, 1920, 1080), 1, 0.02);
        for (int edge = 0; edge < 4; edge++) {
            edges.loosen(edge, Double.POSITIVE_INFINITY);
        }
        assertThat(new CuboidFit(CAMERA).fit(edges, 0, new Dimensions(80, 60, 60), new Point(0, 10)))
                .isNull();
    }

    @Test
    void theOutlinesSlopesAreItsDifferences() {
        CuboidOutline outline = new CuboidOutline(CAMERA);
        double[] at = {5, 30, 0.7, 4.5, 1.8, 1.5};
        for (int parameter = 0; parameter < CuboidOutline.PARAMETERS; parameter++) {
            double[] more = at.clone();
            more[parameter] += 1e-5;
            for (int edge = 0; edge < 4; edge++) {
                outline.project(more[0], more[1], more[2], more[3], more[4], more[5]);
                double there = outline.edge(edge);
                outline.project(at[0], at[1], at[2], at[3], at[4], at[5]);
                double slope = (there - outline.edge(edge)) / 1e-5;
                assertThat(outline.slope(edge, parameter)).isCloseTo(slope, within(1e-2));
            }
        }
    }

    private static Box boxOf(Point place, double heading) {
        CuboidOutline outline = new CuboidOutline(CAMERA);
        outline.project(place.x(), place.y(), heading, CAR.length(), CAR.width(), CAR.height());
        return outline.box();
    }

    private static CuboidFit.@Nullable Result fit(Box box, double heading, Point start) {
        return new CuboidFit(CAMERA).fit(new BoxEdges(box, 1, 0.02), heading, CAR, start);
    }
}
