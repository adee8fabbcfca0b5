package vn.ngatu.core.signal;

import java.util.Arrays;
import java.util.stream.IntStream;
import vn.ngatu.core.media.RgbImage;

/**
 * The coloured light of one group of hues in a picture of a signal head.
 *
 * @param strength how much more colourful its brightest part is than the picture's own background, 0..255
 * @param position where its centre is along the head, in lamps: 0.5 is the middle of the first lamp
 * @param spread how far it reaches along the head: standard deviation in lamps
 * @param across the same across the head
 * @param hue the mean hue of its pixels that aren't blown out, in degrees -180..180; 0 is red, 60 yellow, 120 green
 * @param brightness the mean brightness of its pixels, 0..255
 * @param corners how strong it is in the corners around a lamp's round, 0..1 of {@code strength}
 */
record Glow(
        double strength, double position, double spread, double across, double hue, double brightness, double corners) {

    /** Red to yellow, degrees. Signal red reaches into pink where the sky shines into the lens. */
    private static final double[] WARM = {-42, 72};

    /** Grass green apart, green to sky blue, degrees: signal green is made bluish for the colour-blind, and cameras exaggerate it. */
    private static final double[] COOL = {102, 222};

    /** Degrees over which a pixel beside the hues of interest counts less and less. */
    private static final double FADE = 8;

    /** A pixel belongs to the glow from this part of its peak on. */
    private static final double EDGE = 0.35;

    /** A channel from here on is blown out: its hue is the sensor's, not the lamp's. */
    private static final int BLOWN = 250;

    /** How much a blown-out pixel's hue counts where there is hardly another. */
    private static final double BLOWN_TRUST = 0.1;

    /** The square of the distance from a lamp's centre, of its radius, from which a pixel is in the corners around it. */
    private static final double CORNER = 1.3;

    /** Of red or amber light. */
    static Glow warm(RgbImage picture, SignalHead head) {
        return of(picture, head, WARM, 0, head.lamps().size());
    }

    /** Of red or amber light between two places along the head, in lamps. */
    static Glow warm(RgbImage picture, SignalHead head, double from, double to) {
        return of(picture, head, WARM, from, to);
    }

    /** Of green light. */
    static Glow cool(RgbImage picture, SignalHead head) {
        return of(picture, head, COOL, 0, head.lamps().size());
    }

    private static Glow of(RgbImage picture, SignalHead head, double[] hues, double from, double to) {
        int count = picture.width() * picture.height();
        double[] colour = new double[count];
        for (int i = 0; i < count; i++) {
            colour[i] = chroma(picture, i) * belongs(hue(picture, i), hues);
        }
        double[] sorted = colour.clone();
        Arrays.sort(sorted);
        double background = sorted[count / 2];
        for (int i = 0; i < count; i++) {
            double along = along(picture, head, i);
            colour[i] = from <= along && along < to ? Math.max(0, colour[i] - background) : 0;
        }
        return measure(picture, head, colour, peak(colour));
    }

    /** The mean of the most colourful fiftieth of the picture, two pixels at least: one pixel may be noise. */
    private static double peak(double[] colour) {
        double[] sorted = colour.clone();
        Arrays.sort(sorted);
        int top = Math.min(sorted.length, Math.max(2, sorted.length / 50));
        return Arrays.stream(sorted, sorted.length - top, sorted.length)
                .average()
                .orElse(0);
    }

    private static Glow measure(RgbImage picture, SignalHead head, double[] colour, double strength) {
        Moments along = new Moments();
        Moments across = new Moments();
        Moments bright = new Moments();
        double cosine = 0;
        double sine = 0;
        for (int i = 0; i < colour.length; i++) {
            double weight = colour[i];
            if (weight > EDGE * strength) {
                along.add(along(picture, head, i), weight);
                across.add(across(picture, head, i), weight);
                bright.add(brightest(picture, i), weight);
                double trust = weight * (brightest(picture, i) < BLOWN ? 1 : BLOWN_TRUST);
                double hue = Math.toRadians(hue(picture, i));
                cosine += trust * Math.cos(hue);
                sine += trust * Math.sin(hue);
            }
        }
        return new Glow(
                strength,
                along.mean(),
                along.deviation(),
                across.deviation(),
                Math.toDegrees(Math.atan2(sine, cosine)),
                bright.mean(),
                corners(picture, head, colour, along.mean()) / Math.max(1, strength));
    }

    /** The mean colour in the corners of the lamp's square around the glow's centre. */
    private static double corners(RgbImage picture, SignalHead head, double[] colour, double centre) {
        double halfWidth = (head.vertical() ? picture.width() : picture.height()) / pitch(picture, head) / 2;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < colour.length; i++) {
            double along = (along(picture, head, i) - centre) / 0.5;
            double across = (across(picture, head, i) - halfWidth) / halfWidth;
            if (Math.abs(along) <= 1 && along * along + across * across > CORNER) {
                sum += colour[i];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** Weighted mean and standard deviation. */
    private static final class Moments {
        private double sum;
        private double first;
        private double second;

        void add(double value, double weight) {
            sum += weight;
            first += weight * value;
            second += weight * value * value;
        }

        double mean() {
            return sum == 0 ? 0 : first / sum;
        }

        double deviation() {
            return sum == 0 ? 0 : Math.sqrt(Math.max(0, second / sum - mean() * mean()));
        }
    }

    private static double along(RgbImage picture, SignalHead head, int pixel) {
        return head.vertical()
                ? (pixel / picture.width() + 0.5) / pitch(picture, head)
                : (pixel % picture.width() + 0.5) / pitch(picture, head);
    }

    private static double across(RgbImage picture, SignalHead head, int pixel) {
        return head.vertical()
                ? (pixel % picture.width() + 0.5) / pitch(picture, head)
                : (pixel / picture.width() + 0.5) / pitch(picture, head);
    }

    /** Pixels from lamp to lamp. */
    private static double pitch(RgbImage picture, SignalHead head) {
        return (double) (head.vertical() ? picture.height() : picture.width())
                / head.lamps().size();
    }

    /** The picture's median of the brightest channel, 0..255. */
    static double medianBrightness(RgbImage picture) {
        int[] bright = IntStream.range(0, picture.width() * picture.height())
                .map(i -> brightest(picture, i))
                .sorted()
                .toArray();
        return bright[bright.length / 2];
    }

    private static double belongs(double hue, double[] hues) {
        double middle = (hues[0] + hues[1]) / 2;
        double off = Math.abs(Math.IEEEremainder(hue - middle, 360)) - (hues[1] - hues[0]) / 2;
        return Math.max(0, Math.min(1, 1 - off / FADE));
    }

    private static int chroma(RgbImage picture, int pixel) {
        int r = picture.rgb()[3 * pixel] & 0xff;
        int g = picture.rgb()[3 * pixel + 1] & 0xff;
        int b = picture.rgb()[3 * pixel + 2] & 0xff;
        return Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b));
    }

    private static int brightest(RgbImage picture, int pixel) {
        int r = picture.rgb()[3 * pixel] & 0xff;
        int g = picture.rgb()[3 * pixel + 1] & 0xff;
        int b = picture.rgb()[3 * pixel + 2] & 0xff;
        return Math.max(r, Math.max(g, b));
    }

    /** The hue as in HSV, by the angle in the plane across grey. */
    private static double hue(RgbImage picture, int pixel) {
        int r = picture.rgb()[3 * pixel] & 0xff;
        int g = picture.rgb()[3 * pixel + 1] & 0xff;
        int b = picture.rgb()[3 * pixel + 2] & 0xff;
        return Math.toDegrees(Math.atan2(Math.sqrt(3) * (g - b), 2.0 * r - g - b));
    }
}
