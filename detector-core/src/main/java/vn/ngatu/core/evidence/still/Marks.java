package vn.ngatu.core.evidence.still;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Point;

/**
 * What is drawn onto the derived copy of a still, in pixels.
 *
 * @param vehicle the offending vehicle; null when the tracker did not see it
 * @param lines the scene's elements concerned, such as a stop line or a zone's outline
 * @param trail where the vehicle came from, oldest first
 * @param untouched signal heads, framed but never drawn over; neither is the vehicle
 */
public record Marks(@Nullable Box vehicle, List<Line> lines, List<Point> trail, List<Box> untouched) {

    /** Copies the lists. */
    public Marks {
        lines = List.copyOf(lines);
        trail = List.copyOf(trail);
        untouched = List.copyOf(untouched);
    }

    /** A polyline, or an outline when {@code closed}. */
    public record Line(List<Point> points, boolean closed) {
        /** Copies the points. */
        public Line {
            points = List.copyOf(points);
        }
    }
}
