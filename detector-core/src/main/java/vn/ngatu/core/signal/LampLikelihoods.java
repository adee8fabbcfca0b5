package vn.ngatu.core.signal;

import java.util.List;

/**
 * How well one picture of a signal fits each of its states, 0..1. All of them small means that the picture fits none: hidden,
 * contradictory or too faint.
 *
 * @param dark no lamp lit
 */
record LampLikelihoods(double red, double amber, double green, double redAmber, double dark) {

    /** Fits nothing. */
    static final LampLikelihoods NONE = new LampLikelihoods(0, 0, 0, 0, 0);

    /**
     * No single picture excludes a state beyond this: 1 in 100 pictures is worse than it looks. A head that fits nothing so
     * says nothing, and two heads that contradict each other cancel out.
     */
    private static final double FLOOR = 0.01;

    private static final double CERTAIN = 0.92;

    private static final List<SignalState> STATES =
            List.of(SignalState.RED, SignalState.AMBER, SignalState.GREEN, SignalState.RED_AMBER, SignalState.OFF);

    double of(SignalState state) {
        return switch (state) {
            case RED -> red;
            case AMBER -> amber;
            case GREEN -> green;
            case RED_AMBER -> redAmber;
            case OFF -> dark;
            case FLASHING_AMBER, UNKNOWN -> 0;
        };
    }

    private static final double LIT = 0.5;

    /**
     * What heads that show the same state say together; {@code OFF} for dark, {@code UNKNOWN} when that is not certain. A lamp
     * too faint for the camera looks dark, so a dark head doesn't speak against a lit one.
     */
    static SignalState decide(List<LampLikelihoods> all) {
        boolean anyLit = all.stream().anyMatch(head -> head.brightest() > LIT);
        List<LampLikelihoods> heads =
                all.stream().filter(head -> !anyLit || head.dark < LIT).toList();
        double nothing = Math.pow(FLOOR, heads.size());
        double total = nothing;
        double most = 0;
        SignalState best = SignalState.UNKNOWN;
        for (SignalState state : STATES) {
            double joint = 1;
            for (LampLikelihoods head : heads) {
                joint *= Math.max(FLOOR, head.of(state));
            }
            total += joint;
            if (joint > most) {
                most = joint;
                best = state;
            }
        }
        return most / total >= CERTAIN ? best : SignalState.UNKNOWN;
    }

    private double brightest() {
        return Math.max(Math.max(red, amber), Math.max(green, redAmber));
    }
}
