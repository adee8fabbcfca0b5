package vn.ngatu.core.signal;

/**
 * Turns what single frames show of one signal into its timeline: a change counts once it is confirmed, and then from the
 * frame on which it was first seen. All limits are seconds, so it works at any frame rate from about 5 per second.
 *
 * <p>Short losses are bridged where the light can't have changed and changed back meanwhile. What can't be explained is
 * {@code UNKNOWN}. The timeline is final up to the last frame that it covers; while a change is being confirmed it lags.
 */
final class StateFilter {

    /** A change to the next state of a signal's cycle is confirmed when it was seen for this long, in two frames at least. */
    private static final double SPAN = 0.15;

    /** What comes out of the unknown has no cycle to speak for it; amber alone may be a flash of half a second. */
    private static final double SPAN_FROM_UNKNOWN = 0.5;

    /** A change that no controller makes: something may be in front of the lamps, so it has to last. */
    private static final double SPAN_OF_ILLEGAL = 1.0;

    /** How long a signal must be dark to be off: LED and shutter may beat for 0.5 s, and a flashing lamp is dark for less. */
    private static final double SPAN_OF_DARK = 1.5;

    /** Frames of a new state further apart than this don't confirm each other. */
    private static final double BREAK = 0.5;

    /**
     * Every state comes back only after others that together last longer than this, so the same one seen again within it was
     * there all the time. Longer losses are told as unknown.
     */
    private static final double BRIDGE = 2.0;

    /** Amber that goes dark for this long twice is flashing; shorter is the beat of LED and shutter. */
    private static final double FLASH = 0.2;

    private static final int FLASHES = 2;

    private final String signal;
    private final SignalTimeline timeline;

    private SignalState held = SignalState.UNKNOWN;
    private double latest = Double.NEGATIVE_INFINITY;
    private double writtenUntil;

    private boolean lost;
    private boolean lostInDark;
    private double lostFrom;
    private int flashes;

    private SignalState candidate = SignalState.UNKNOWN;
    private double candidateFrom;
    private double candidateUntil;

    StateFilter(String signal, SignalTimeline timeline) {
        this.signal = signal;
        this.timeline = timeline;
    }

    /** What the signal is taken to show since the last confirmed change. */
    SignalState held() {
        return held;
    }

    /** Whether the last frame showed {@link #held} too. */
    boolean steady() {
        return !lost && held != SignalState.UNKNOWN;
    }

    /** Takes in what one frame shows: a lit state, {@code OFF} for dark lamps, {@code UNKNOWN} for what isn't certain. */
    void add(double time, SignalState seen) {
        if (latest == Double.NEGATIVE_INFINITY) {
            writtenUntil = time;
        } else if (time - latest > BRIDGE) {
            giveUp(lost ? lostFrom : Math.nextUp(latest));
        }
        boolean bridged = shows(seen) && (!lost || time - lostFrom <= BRIDGE);
        if (bridged) {
            hold(time, seen);
        } else {
            lose(time, seen);
        }
        latest = time;
        follow(time, seen);
        if (lost && time - lostFrom > BRIDGE) {
            giveUp(lostFrom);
        }
        if (held == SignalState.UNKNOWN) {
            write(held, candidate == SignalState.UNKNOWN ? Math.nextUp(time) : candidateFrom);
        }
    }

    /** Decides what is still open: a change that was not confirmed is unknown. */
    void finish() {
        if (latest == Double.NEGATIVE_INFINITY) {
            return;
        }
        if (lost) {
            write(held, lostFrom);
            held = SignalState.UNKNOWN;
        }
        write(held, Math.nextUp(latest));
    }

    private boolean shows(SignalState seen) {
        boolean partOfFlashing = seen == SignalState.AMBER || seen == SignalState.OFF;
        return held == SignalState.FLASHING_AMBER ? partOfFlashing : held == seen && held != SignalState.UNKNOWN;
    }

    private void hold(double time, SignalState seen) {
        if (lost && held == SignalState.AMBER && lostInDark && time - lostFrom >= FLASH) {
            flashes++;
            if (flashes >= FLASHES) {
                write(held, lostFrom);
                held = SignalState.FLASHING_AMBER;
            }
        }
        write(held, Math.nextUp(time));
        lost = false;
        if (seen == held) {
            candidate = SignalState.UNKNOWN;
        }
    }

    private void lose(double time, SignalState seen) {
        if (!lost) {
            lost = held != SignalState.UNKNOWN;
            lostInDark = false;
            lostFrom = time - latest > BREAK ? Math.nextUp(latest) : time;
        }
        lostInDark |= seen == SignalState.OFF;
    }

    /** Follows a new state until it is confirmed or gone. */
    private void follow(double time, SignalState seen) {
        if (candidate != SignalState.UNKNOWN && time - candidateUntil > BREAK) {
            candidate = SignalState.UNKNOWN;
        }
        if (seen == SignalState.UNKNOWN || seen == held) {
            return;
        }
        if (seen != candidate) {
            candidate = seen;
            candidateFrom = time;
        }
        candidateUntil = time;
        if (time - candidateFrom >= spanFor(candidate)) {
            change(time);
        }
    }

    private void change(double time) {
        if (lost) {
            write(held, lostFrom);
            write(SignalState.UNKNOWN, candidateFrom);
        } else {
            write(held, candidateFrom);
        }
        held = candidate;
        write(held, Math.nextUp(time));
        candidate = SignalState.UNKNOWN;
        lost = false;
        flashes = 0;
    }

    private void giveUp(double from) {
        write(held, from);
        held = SignalState.UNKNOWN;
        lost = false;
        flashes = 0;
    }

    private double spanFor(SignalState next) {
        if (next == SignalState.OFF || held == SignalState.FLASHING_AMBER && next == SignalState.AMBER) {
            return SPAN_OF_DARK;
        }
        if (held == SignalState.UNKNOWN && next != SignalState.AMBER) {
            return SPAN_FROM_UNKNOWN;
        }
        return follows(next) ? SPAN : SPAN_OF_ILLEGAL;
    }

    private boolean follows(SignalState next) {
        return switch (held) {
            case RED -> next == SignalState.GREEN || next == SignalState.RED_AMBER;
            case RED_AMBER -> next == SignalState.GREEN;
            case GREEN -> next == SignalState.AMBER;
            case AMBER -> next == SignalState.RED;
            case FLASHING_AMBER, OFF, UNKNOWN -> true;
        };
    }

    private void write(SignalState state, double until) {
        if (until > writtenUntil) {
            timeline.append(new SignalInterval(signal, writtenUntil, until, state));
            writtenUntil = until;
        }
    }
}
