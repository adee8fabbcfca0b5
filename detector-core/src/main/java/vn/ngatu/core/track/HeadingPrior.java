package vn.ngatu.core.track;

import java.util.List;
import vn.ngatu.core.geom.Point;

/** What the scene knows of the directions of travel at a place of the road. Pure; supplied by the scene's side. */
@FunctionalInterface
public interface HeadingPrior {

    /** Knows nothing of any place. */
    HeadingPrior NONE = ground -> List.of();

    /** The usual headings at {@code ground} (metres), radians counter-clockwise from the x axis; empty when unknown. */
    List<Double> headings(Point ground);
}
