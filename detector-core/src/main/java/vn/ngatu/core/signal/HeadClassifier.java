package vn.ngatu.core.signal;

import vn.ngatu.core.media.RgbImage;

/**
 * Judges pictures of one signal head: which lamp is lit, by position and by hue.
 *
 * <p>A lit lamp is a compact coloured glow on a housing of little colour. The glow's centre along the housing gives the
 * position; its hue is taken from the pixels that the sensor did not blow out, which at a bright lamp are the ring around its
 * centre. A state is likely only where both agree. Colour is measured against the picture's own background, so exposure and
 * night don't matter, and against what the lamps look like when they are off, which is learned while others are lit.
 *
 * <p>Not thread-safe: it keeps what it learned of its head.
 */
final class HeadClassifier {

    /** Colour above the background, of 255, at which a lamp is as likely lit as not, and how fast that changes. */
    private static final double LIT = 25;

    private static final double LIT_FADE = 3;

    /** Colour below which a head is as likely dark as not. */
    private static final double UNLIT = 14;

    private static final double UNLIT_FADE = 2;

    /** Brightness, of 255, below which a coloured lens is one that reflects some light; a camera exposes lamps brighter. */
    private static final double BRIGHT_LAMP = 75;

    /** Where the corners around a lamp are as colourful as this part of the lamp, it is no lamp but a coloured surface. */
    private static final double FULL_CORNERS = 0.88;

    /** Median brightness, of 255, from which a colourless picture is no unlit housing but something in front of it. */
    private static final double BRIGHT_HOUSING = 130;

    /** A lamp's centre may be this far off, in lamps, where the box was drawn a little wide or beside the housing. */
    private static final double PLACE = 0.3;

    private static final double PLACE_FADE = 0.22;

    /** The hues of red and amber light overlap here, degrees; which it is there is for the position to tell. */
    private static final double REDDEST_AMBER = 16;

    private static final double YELLOWEST_RED = 12;

    private static final double HUE_FADE = 8;

    /** From here on, degrees, green light may be the sky's; and its colour, of 255, which a lamp exceeds. */
    private static final double GREENEST_SKY = 195;

    private static final double SKY_FADE = 15;

    private static final double SKY_COLOUR = 50;

    /** How fast the look of an unlit lamp is learned; small, since a head shows few wrong pictures but many equal ones. */
    private static final double LEARNING = 0.02;

    private final SignalHead head;
    private double unlitWarm;
    private double unlitCool;

    HeadClassifier(SignalHead head) {
        this.head = head;
    }

    /** How well the picture fits each state. */
    LampLikelihoods judge(RgbImage crop) {
        Glow warm = Glow.warm(crop, head);
        Glow cool = Glow.cool(crop, head);
        double warmth = Math.max(0, warm.strength() - unlitWarm);
        double coolness = Math.max(0, cool.strength() - unlitCool);
        double warmLit = lit(warmth) * bright(warm) * dominates(warmth, coolness);
        double coolLit = lit(coolness - skyExcess(cool.hue())) * bright(cool) * dominates(coolness, warmth);
        double both = warmLit * redAndAmber(crop, warm);
        double oneWarm = warmLit * lampShaped(warm) * (1 - both);
        return new LampLikelihoods(
                oneWarm * at(SignalState.RED, warm) * redHue(warm.hue()),
                oneWarm * at(SignalState.AMBER, warm) * amberHue(warm.hue()),
                coolLit * lampShaped(cool) * at(SignalState.GREEN, cool),
                both,
                below(Math.max(warm.strength(), cool.strength()), UNLIT, UNLIT_FADE) * darkHousing(crop));
    }

    /** Learns from a picture of which the signal's state is known what the lamps that are off look like. */
    void learn(RgbImage crop, SignalState state) {
        if (state == SignalState.GREEN) {
            unlitWarm += LEARNING * (Glow.warm(crop, head).strength() - unlitWarm);
        } else if (state == SignalState.RED) {
            unlitCool += LEARNING * (Glow.cool(crop, head).strength() - unlitCool);
        }
    }

    /** Both lamps lit, each in its own place and hue. */
    private double redAndAmber(RgbImage crop, Glow both) {
        int red = head.lamps().indexOf(SignalState.RED);
        int amber = head.lamps().indexOf(SignalState.AMBER);
        if (Math.abs(red - amber) != 1 || red < 0 || amber < 0) {
            return 0;
        }
        Glow first = Glow.warm(crop, head, red, red + 1);
        Glow second = Glow.warm(crop, head, amber, amber + 1);
        double balance = Math.min(first.strength(), second.strength())
                / Math.max(1, Math.max(first.strength(), second.strength()));
        return lit(Math.min(first.strength(), second.strength()))
                * above(balance, 0.4, 0.04)
                * above(both.spread(), 0.38, 0.02)
                * lampShaped(first)
                * lampShaped(second)
                * at(SignalState.RED, first)
                * at(SignalState.AMBER, second)
                * redHue(first.hue())
                * amberHue(second.hue());
    }

    private double at(SignalState lamp, Glow glow) {
        int index = head.lamps().indexOf(lamp);
        return index < 0 ? 0 : beyond(Math.abs(glow.position() - index - 0.5) - PLACE, PLACE_FADE);
    }

    private static double redHue(double hue) {
        return beyond(hue - YELLOWEST_RED, HUE_FADE);
    }

    private static double amberHue(double hue) {
        return beyond(REDDEST_AMBER - hue, HUE_FADE);
    }

    private static double lit(double strength) {
        return above(strength, LIT, LIT_FADE);
    }

    /** How much stronger than other greens light of the sky's hue has to be: the sky's reflection is blue but pale. */
    private static double skyExcess(double hue) {
        double past = (hue < 0 ? hue + 360 : hue) - GREENEST_SKY;
        return Math.max(0, Math.min(1, past / SKY_FADE)) * SKY_COLOUR;
    }

    private static double dominates(double one, double other) {
        return above(one / Math.max(1, one + other), 0.65, 0.04);
    }

    /** A lamp is round and a third of the head; a vehicle or a sign in front is not. */
    private static double lampShaped(Glow glow) {
        return below(glow.spread(), 0.45, 0.04)
                * below(glow.across(), 0.45, 0.04)
                * below(glow.corners(), FULL_CORNERS, 0.02);
    }

    private static double bright(Glow glow) {
        return above(glow.brightness(), BRIGHT_LAMP, 4);
    }

    private static double darkHousing(RgbImage crop) {
        return below(Glow.medianBrightness(crop), BRIGHT_HOUSING, 10);
    }

    /** 1 up to a limit, and beyond it the tail of a normal distribution. */
    private static double beyond(double excess, double deviation) {
        return excess <= 0 ? 1 : Math.exp(-0.5 * (excess / deviation) * (excess / deviation));
    }

    private static double above(double value, double middle, double fade) {
        return 1 / (1 + Math.exp((middle - value) / fade));
    }

    private static double below(double value, double middle, double fade) {
        return above(-value, -middle, fade);
    }
}
