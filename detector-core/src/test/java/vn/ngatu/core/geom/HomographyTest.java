package vn.ngatu.core.geom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HomographyTest {

    private static final List<Point> SQUARE =
            List.of(new Point(0, 0), new Point(10, 0), new Point(10, 10), new Point(0, 10));

    @Test
    void takesEachPointToItsPartner() {
        List<Point> trapezium =
                List.of(new Point(100, 700), new Point(900, 720), new Point(600, 300), new Point(420, 310));
        Homography map = Homography.fit(SQUARE, trapezium);
        for (int i = 0; i < 4; i++) {
            assertThat(map.apply(SQUARE.get(i)).distance(trapezium.get(i))).isLessThan(1e-6);
        }
    }

    @Test
    void keepsStraightLinesStraight() {
        Homography map =
                Homography.fit(SQUARE, List.of(new Point(0, 5), new Point(8, 6), new Point(7, 1), new Point(2, 0)));
        Point a = map.apply(new Point(0, 0));
        Point b = map.apply(new Point(3, 3));
        Point c = map.apply(new Point(10, 10));
        assertThat(Math.abs(b.minus(a).cross(c.minus(a)))).isLessThan(1e-9);
    }

    @Test
    void tellsAMirroredMapByTheSignOfItsDeterminant() {
        List<Point> mirrored =
                SQUARE.stream().map(p -> new Point(-p.x(), p.y())).toList();
        assertThat(Homography.fit(SQUARE, SQUARE).determinant()).isPositive();
        assertThat(Homography.fit(SQUARE, mirrored).determinant()).isNegative();
    }

    @Test
    void refusesFewerThanFourPairs() {
        assertThatThrownBy(() -> Homography.fit(SQUARE.subList(0, 3), SQUARE.subList(0, 3)))
                .hasMessage("point pairs: 3 and 3 (expected: as many, >= 4)");
    }
}
