package vn.ngatu.core.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When two boxes are taken for the same road user. Classes that models confuse are compared with each other: bicycle with
 * motorcycle, and car, bus and truck among themselves; a rider's box never silences the car behind it.
 *
 * @param iou intersection over union from which the lower score goes
 * @param containment share of the smaller box inside the larger one from which the lower score goes, if the smaller has
 *     at least {@link #FRAGMENT} of the larger's area; 1 or less
 */
public record Duplicates(double iou, double containment) {

    /**
     * The least share of the larger box's area for a nested box to be a duplicate: a lorry's cab or a box around two cars
     * is, a car before a coach is not.
     */
    static final double FRAGMENT = 0.25;

    // Of road users, not of boxes: in a dense crowd the doubles alone are more. It bounds the quadratic comparison.
    private static final int MOST = 1000;

    /** The detections without duplicates, best score first; equal scores keep their order. */
    List<Detection> remove(List<Detection> detections) {
        List<Detection> sorted = new ArrayList<>(detections);
        sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
        List<Detection> kept = new ArrayList<>();
        for (Detection candidate : sorted) {
            if (kept.size() < MOST && kept.stream().noneMatch(better -> same(better, candidate))) {
                kept.add(candidate);
            }
        }
        return List.copyOf(kept);
    }

    private boolean same(Detection a, Detection b) {
        if (!comparable(a.objectClass(), b.objectClass())) {
            return false;
        }
        double shared = a.box().intersection(b.box());
        double smaller = Math.min(a.box().area(), b.box().area());
        double larger = Math.max(a.box().area(), b.box().area());
        return shared >= iou * (smaller + larger - shared)
                || (shared >= containment * smaller && smaller >= FRAGMENT * larger);
    }

    private static boolean comparable(ObjectClass a, ObjectClass b) {
        return a == b || (a.isTwoWheeler() && b.isTwoWheeler()) || (a.isFourWheeler() && b.isFourWheeler());
    }
}
