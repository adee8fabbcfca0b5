package vn.ngatu.core.view;

import java.util.List;

/**
 * What comparing two pictures of a view says: whether it is the same, and if it moved, how far.
 *
 * @param result what is to be believed
 * @param share how far the fixed parts moved, as a share of the picture's width; 0 when not known
 */
record Comparison(Result result, double share) {

    // A move of half a percent of the width displaces a stop line by about half a metre in the middle distance.
    private static final double MOVED = 0.005 * GreyPicture.WIDTH;
    private static final double TOGETHER = 0.75;
    /** Fewer parts than these that can be compared say nothing. */
    static final int FEWEST = 8;

    private static final double FEWEST_SHARE = 0.2;
    private static final double MOST_AGREE = 0.55;

    /** What comparing can say. */
    enum Result {
        SAME,
        MOVED,
        /** Too little is found again to say anything. */
        UNLIKE
    }

    /** The comparison of {@code now} with {@code before}. */
    static Comparison of(TileMatch before, TileMatch now) {
        List<TileMatch.Move> moves = before.moves(now);
        if (moves.size() < Math.max(FEWEST, FEWEST_SHARE * before.textured())) {
            return new Comparison(Result.UNLIKE, 0);
        }
        Fit best = new Fit(0, 0);
        for (TileMatch.Move a : moves) {
            for (TileMatch.Move b : moves) {
                Fit fit = fit(a, b, moves);
                best = fit.agreeing > best.agreeing ? fit : best;
            }
        }
        if (best.agreeing < Math.max(FEWEST, MOST_AGREE * moves.size())) {
            return new Comparison(Result.UNLIKE, 0);
        }
        boolean moved = best.moved > MOVED;
        return new Comparison(moved ? Result.MOVED : Result.SAME, best.moved / GreyPicture.WIDTH);
    }

    /** A move of the whole picture: how many parts agree, and how far they went on average. */
    private record Fit(int agreeing, double moved) {}

    // The similarity (shift, turn and zoom) that carries two parts to where they were found; one part twice is a shift.
    private static Fit fit(TileMatch.Move a, TileMatch.Move b, List<TileMatch.Move> moves) {
        double x = b.x() - a.x();
        double y = b.y() - a.y();
        double square = x * x + y * y;
        double dx = b.right() - a.right();
        double dy = b.down() - a.down();
        double zoom = square == 0 ? 0 : (dx * x + dy * y) / square;
        double turn = square == 0 ? 0 : (dy * x - dx * y) / square;
        int agreeing = 0;
        double length = 0;
        for (TileMatch.Move each : moves) {
            double offX = each.x() - a.x();
            double offY = each.y() - a.y();
            double right = a.right() + zoom * offX - turn * offY;
            double down = a.down() + turn * offX + zoom * offY;
            if (Math.hypot(each.right() - right, each.down() - down) < TOGETHER) {
                agreeing++;
                length += Math.hypot(right, down);
            }
        }
        return new Fit(agreeing, agreeing == 0 ? 0 : length / agreeing);
    }
}
