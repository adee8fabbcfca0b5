package vn.ngatu.core.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.media.RgbImage;

/** Draws signal heads as a camera would see them: round lamps on a housing, with glow, haze, blown centres and noise. */
final class HeadPainter {

    static final int[] RED = {230, 25, 35};
    static final int[] AMBER = {245, 160, 25};
    static final int[] GREEN = {20, 215, 170};

    private record Light(double along, int[] colour, double brightness) {}

    private final int width;
    private final int height;
    private final boolean vertical;
    private final List<Light> lights = new ArrayList<>();
    private final Random random;

    private int[] housing = {45, 45, 48};
    private double haze;
    private double glow = 0.15;
    private double noise = 3;
    private double shift;
    private int[] occluder = housing;
    private double occluded;

    HeadPainter(int width, int height, long seed) {
        this.width = width;
        this.height = height;
        vertical = height >= width;
        random = new Random(seed);
    }

    static SignalHead head(boolean vertical) {
        return new SignalHead(
                "main", new Box(0, 0, 1, 1), vertical, List.of(SignalState.RED, SignalState.AMBER, SignalState.GREEN));
    }

    /** Lights the lamp at a place counted from the top or left; brightness beyond 1 blows its centre out. */
    HeadPainter lit(int lamp, int[] colour, double brightness) {
        lights.add(new Light(lamp + 0.5, colour, brightness));
        return this;
    }

    HeadPainter housing(int r, int g, int b) {
        housing = new int[] {r, g, b};
        return this;
    }

    /** White light over everything, 0..1: sun on the lens, fog. */
    HeadPainter haze(double part) {
        haze = part;
        return this;
    }

    /** How far light reaches beyond its lamp, in lamps. */
    HeadPainter glow(double reach) {
        glow = reach;
        return this;
    }

    HeadPainter noise(double deviation) {
        noise = deviation;
        return this;
    }

    /** Moves the head against the box, in lamps along the head. */
    HeadPainter shift(double lamps) {
        shift = lamps;
        return this;
    }

    /** Covers a part of the head, 0..1 from its start. */
    HeadPainter occluded(double part, int r, int g, int b) {
        occluded = part;
        occluder = new int[] {r, g, b};
        return this;
    }

    RgbImage paint() {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    double value = haze * 235 + (1 - haze) * at(x + 0.5, y + 0.5, c) + noise * random.nextGaussian();
                    rgb[3 * (y * width + x) + c] = (byte) Math.round(Math.max(0, Math.min(255, value)));
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    static List<RgbImage> one(HeadPainter painter) {
        return Collections.singletonList(painter.paint());
    }

    private double at(double x, double y, int channel) {
        double length = vertical ? height : width;
        double pitch = length / 3;
        double along = (vertical ? y : x) / pitch;
        double across = ((vertical ? x : y) - (vertical ? width : height) / 2.0) / pitch;
        if (along < occluded * 3) {
            return occluder[channel];
        }
        double value = housing[channel];
        for (Light light : lights) {
            double away = Math.hypot(along - light.along() - shift, across) - 0.33;
            double reach = away <= 0 ? 1 : Math.exp(-away * away / (2 * glow * glow));
            double core = light.brightness() > 1 && away < -0.12 ? 255 : light.colour()[channel];
            value += reach * Math.min(1, light.brightness()) * (core - value);
        }
        return value;
    }
}
