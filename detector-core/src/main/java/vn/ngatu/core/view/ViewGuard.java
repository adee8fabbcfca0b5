package vn.ngatu.core.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the camera still looks where its scene was drawn: compares the fixed parts of the view with a reference
 * picture, by the directions of their edges, which traffic covers only in places and light hardly changes. A move must be
 * seen {@value #TWICE} times in a row to be believed, and so must the return. Pure; one camera, one thread.
 *
 * <p>Light that changes the view so far that the reference is no longer recognised is followed step by step: a look that is
 * the same as a recent one, which was the same as the reference, becomes another face of it.
 */
public final class ViewGuard {

    /** Seconds of presentation time from one look to the next. */
    public static final double EVERY = 2;

    private static final int TWICE = 2;
    private static final int UNLIKE_LOOKS = 5;
    private static final int LEARNT_FROM = 9;
    private static final int FACES = 6;
    // A face is only taken when it lies where the reference does to within this share of the width.
    private static final double EXACT = 0.0025;
    private static final double COVERED = 0.15;

    private boolean learns;
    private String hint = "no reference picture is kept: it is being learnt";
    private final Deque<TileMatch> faces = new ArrayDeque<>();
    private final List<GreyPicture> learning = new ArrayList<>();
    private @Nullable TileMatch reference;
    private @Nullable TileMatch latestSame;
    private int moved;
    private int unlike;
    private int same;
    private boolean recognised;
    private double lastSame = Double.NaN;
    private ViewState state = new ViewState(ViewState.Kind.LEARNING, 0, "no picture seen yet");

    /** A guard that compares with {@code reference}; null to learn the reference from the first half minute. */
    public ViewGuard(@Nullable GreyPicture reference) {
        learns = reference == null;
        this.reference = reference == null ? null : new TileMatch(reference);
    }

    /** What is known after the last look. */
    public ViewState state() {
        return state;
    }

    /** Looks at the picture shown at {@code time}, seconds. */
    public ViewState look(double time, GreyPicture picture) {
        TileMatch now = new TileMatch(picture);
        TileMatch known = reference;
        if (known == null) {
            reference = now;
            known = now;
            latestSame = now;
        }
        lastSame = Double.isNaN(lastSame) ? time : lastSame;
        if (known.textured() < Comparison.FEWEST) {
            state = new ViewState(
                    ViewState.Kind.LEARNING, time, "the view has too little texture for a move to be noticed");
            return state;
        }
        if (now.textured() < COVERED * known.textured()) {
            return unseen(time, ViewState.Kind.COVERED, "the picture shows almost nothing: covered, blinded or dark");
        }
        Seen seen = compare(known, now);
        return switch (seen.comparison.result()) {
            case SAME -> same(time, picture, now, seen);
            case MOVED -> moved(seen.comparison);
            case UNLIKE -> unseen(time, ViewState.Kind.MOVED, "the view is not recognised");
        };
    }

    /** A comparison and the picture that it is with. */
    private record Seen(Comparison comparison, TileMatch with) {}

    private Seen compare(TileMatch known, TileMatch now) {
        List<TileMatch> others = new ArrayList<>(faces);
        if (latestSame != null && latestSame != known) {
            others.add(latestSame);
        }
        Seen best = new Seen(Comparison.of(known, now), known);
        for (TileMatch face : others) {
            if (best.comparison.result() != Comparison.Result.UNLIKE) {
                break;
            }
            best = new Seen(Comparison.of(face, now), face);
        }
        return best;
    }

    private ViewState same(double time, GreyPicture picture, TileMatch now, Seen seen) {
        moved = 0;
        unlike = 0;
        same++;
        if (!state.holds() && same < TWICE) {
            return state;
        }
        lastSame = time;
        recognised = true;
        if (seen.comparison.share() < EXACT) {
            if (seen.with == latestSame && seen.with != reference && !faces.contains(seen.with)) {
                // Only the look just before is recognised any more: it becomes a face of the view.
                faces.addFirst(seen.with);
                if (faces.size() > FACES) {
                    faces.removeLast();
                }
            }
            latestSame = now;
        }
        if (learns) {
            learn(picture);
        }
        state = new ViewState(learns ? ViewState.Kind.LEARNING : ViewState.Kind.STEADY, time, learns ? hint : "");
        return state;
    }

    // The median of several looks has no traffic in it.
    private void learn(GreyPicture picture) {
        learning.add(picture);
        if (learning.size() < LEARNT_FROM) {
            return;
        }
        byte[] median = new byte[GreyPicture.WIDTH * GreyPicture.HEIGHT];
        int[] values = new int[LEARNT_FROM];
        for (int at = 0; at < median.length; at++) {
            for (int i = 0; i < LEARNT_FROM; i++) {
                values[i] = learning.get(i).at(at % GreyPicture.WIDTH, at / GreyPicture.WIDTH);
            }
            Arrays.sort(values);
            median[at] = (byte) values[LEARNT_FROM / 2];
        }
        reference = new TileMatch(new GreyPicture(median));
        learning.clear();
        learns = false;
    }

    private ViewState moved(Comparison comparison) {
        same = 0;
        unlike = 0;
        moved++;
        if (moved >= TWICE || !state.holds()) {
            state = new ViewState(
                    ViewState.Kind.MOVED,
                    lastSame,
                    String.format(
                            Locale.ROOT,
                            "the camera has moved by about %.1f %% of the picture's width",
                            100 * comparison.share()));
        }
        return state;
    }

    private ViewState unseen(double time, ViewState.Kind kind, String detail) {
        same = 0;
        moved = 0;
        unlike++;
        if (!learns && !recognised && kind == ViewState.Kind.MOVED && unlike >= UNLIKE_LOOKS) {
            // A reference of the day is not always recognised at night; saying nothing of the view is no reason to
            // stop.
            reference = null;
            learns = true;
            hint = "the reference picture does not resemble the view: what is seen is learnt instead";
            unlike = 0;
            lastSame = time;
            state = new ViewState(ViewState.Kind.LEARNING, time, hint);
        } else if (unlike >= UNLIKE_LOOKS) {
            state = new ViewState(kind, lastSame, detail);
        }
        return state;
    }
}
