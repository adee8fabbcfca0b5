package vn.ngatu.core.detect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of road user that a detector tells apart; a two-wheeler's box includes its rider. */
public enum ObjectClass {
    PEDESTRIAN,
    BICYCLE,
    MOTORCYCLE,
    CAR,
    BUS,
    TRUCK;

    /** The name used in files: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class with this {@link #label()}; empty when there is none. */
    public static Optional<ObjectClass> ofLabel(String label) {
        for (ObjectClass candidate : values()) {
            if (candidate.label().equals(label)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** All labels, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(ObjectClass::label).collect(Collectors.joining(", "));
    }

    /** Whether it runs on two wheels: bicycle or motorcycle. */
    public boolean isTwoWheeler() {
        return this == BICYCLE || this == MOTORCYCLE;
    }

    /** Whether it is a motor vehicle with at least four wheels: car, bus or truck. */
    public boolean isFourWheeler() {
        return this == CAR || this == BUS || this == TRUCK;
    }
}
