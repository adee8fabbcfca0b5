package vn.ngatu.core.track;

import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.BoxEdges;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;

/** Where one road user is and how it moves, estimated from boxes. Owned by its track; time only goes forward. */
interface Motion {

    /** Moves the estimate {@code dt} seconds on; {@code dt} > 0. */
    void predict(double dt);

    /** How badly {@code seen} fits the prediction, comparable between tracks; infinite outside the gate. */
    double cost(BoxEdges seen, Box box);

    /** Doubts the prediction: the next box lies where it should not. */
    void loosen();

    /** Corrects the estimate by a box. */
    void update(BoxEdges seen, Box box);

    /** The class has been settled anew. */
    void reclassify(ObjectClass objectClass);

    /** The estimated box inside the picture; empty when the road user has left it. */
    Box box();

    /** Where it stands on the road; null without a calibration. */
    @Nullable Footprint footprint();

    /** Its velocity on the road; null without a calibration. */
    @Nullable Point velocity();

    /** How long it has stood still, seconds while seen; 0 while it moves. */
    double rest();

    /** Whether {@code seen} shows it where it stands. */
    boolean inPlace(BoxEdges seen);

    /** Where it would be seen had it braked to a stop since it was last seen; empty when that is out of view. */
    Box haltsAt();

    /** Supposes that it has braked to a stop since it was last seen. */
    void halt();

    /** Whether its rest is only supposed. */
    boolean halted();

    /** Whether it stands still. */
    default boolean standing() {
        return rest() > 1;
    }
}
