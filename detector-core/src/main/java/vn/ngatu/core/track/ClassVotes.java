package vn.ngatu.core.track;

import vn.ngatu.core.detect.ObjectClass;

/** The class that a track's detections agree on, by accumulated score; single wrong ones don't change it. */
final class ClassVotes {

    private final double[] votes = new double[ObjectClass.values().length];
    private ObjectClass leader;

    ClassVotes(ObjectClass first, double score) {
        leader = first;
        votes[first.ordinal()] = score;
    }

    /** Counts a vote; true when the leading class changes. A new leader must be clearly ahead. */
    boolean add(ObjectClass objectClass, double score) {
        votes[objectClass.ordinal()] += score;
        if (objectClass != leader && votes[objectClass.ordinal()] > 1.2 * votes[leader.ordinal()]) {
            leader = objectClass;
            return true;
        }
        return false;
    }

    ObjectClass leader() {
        return leader;
    }

    /** What it costs to take a detection of {@code objectClass} for this track; infinite for another kind of road user. */
    double mismatch(ObjectClass objectClass) {
        if (objectClass == leader || votes[objectClass.ordinal()] > 0.3 * votes[leader.ordinal()]) {
            return 0;
        }
        if (objectClass.isTwoWheeler() && leader.isTwoWheeler()
                || objectClass.isFourWheeler() && leader.isFourWheeler()) {
            return 1;
        }
        // A rider is now and then taken for a pedestrian and the other way round; a lorry never.
        return objectClass.isFourWheeler() || leader.isFourWheeler() ? Double.POSITIVE_INFINITY : 3;
    }
}
