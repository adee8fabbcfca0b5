package vn.ngatu.core.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far each part of a picture has moved against another picture of the same view. Parts without texture, or with edges in
 * one direction only, say nothing. Pure; built for one picture that others are compared to.
 */
final class TileMatch {

    /** Tiles across. */
    static final int COLUMNS = 8;

    /** Tiles down. */
    static final int ROWS = 5;

    private static final int REACH = 6;
    private static final double TEXTURE = 0.02;
    private static final double ONE_DIRECTION = 0.85;
    private static final double ALIKE = 0.45;

    private final EdgeField coarse;
    private final EdgeField fine;
    private final List<Tile> tiles = new ArrayList<>();

    /** To compare others to {@code picture}. */
    TileMatch(GreyPicture picture) {
        coarse = EdgeField.of(picture, true);
        fine = EdgeField.of(picture, false);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                Tile tile = new Tile(column, row);
                if (tile.tells(coarse)) {
                    tiles.add(tile);
                }
            }
        }
    }

    /** A part's move: its middle, and how far it went right and down, in pixels of a {@link GreyPicture}. */
    record Move(double x, double y, double right, double down) {
        double length() {
            return Math.hypot(right, down);
        }
    }

    /** How many parts can be compared at all. */
    int textured() {
        return tiles.size();
    }

    /** The moves of those parts that are found again in {@code other}. */
    List<Move> moves(TileMatch other) {
        List<Move> moves = new ArrayList<>();
        for (Tile tile : tiles) {
            Move move = tile.find(other);
            if (move != null) {
                moves.add(move);
            }
        }
        return moves;
    }

    /** A part of the picture, at the two sizes. */
    private final class Tile {
        private final int column;
        private final int row;

        Tile(int column, int row) {
            this.column = column;
            this.row = row;
        }

        private int left(EdgeField of) {
            return column * of.width / COLUMNS;
        }

        private int top(EdgeField of) {
            return row * of.height / ROWS;
        }

        boolean tells(EdgeField of) {
            double energy = 0;
            double cos = 0;
            double sin = 0;
            double all = 0;
            int width = of.width / COLUMNS;
            int height = of.height / ROWS;
            for (int y = top(of); y < top(of) + height; y++) {
                for (int x = left(of); x < left(of) + width; x++) {
                    int at = y * of.width + x;
                    double square = of.cos[at] * of.cos[at] + of.sin[at] * of.sin[at];
                    energy += square;
                    cos += of.cos[at];
                    sin += of.sin[at];
                    all += Math.sqrt(square);
                }
            }
            return energy / (width * height) >= TEXTURE && Math.hypot(cos, sin) < ONE_DIRECTION * all;
        }

        @Nullable Move find(TileMatch other) {
            int right = 0;
            int down = 0;
            double best = -1;
            for (int dy = -REACH; dy <= REACH; dy++) {
                for (int dx = -REACH; dx <= REACH; dx++) {
                    double alike = alike(coarse, other.coarse, dx, dy);
                    if (alike > best) {
                        best = alike;
                        right = dx;
                        down = dy;
                    }
                }
            }
            boolean atEdge = Math.abs(right) == REACH || Math.abs(down) == REACH;
            return best < ALIKE || atEdge ? null : refine(other, 2 * right, 2 * down);
        }

        private @Nullable Move refine(TileMatch other, int fromRight, int fromDown) {
            int right = fromRight;
            int down = fromDown;
            double best = -1;
            for (int dy = fromDown - 1; dy <= fromDown + 1; dy++) {
                for (int dx = fromRight - 1; dx <= fromRight + 1; dx++) {
                    double alike = alike(fine, other.fine, dx, dy);
                    if (alike > best) {
                        best = alike;
                        right = dx;
                        down = dy;
                    }
                }
            }
            double across =
                    peak(alike(fine, other.fine, right - 1, down), best, alike(fine, other.fine, right + 1, down));
            double upright =
                    peak(alike(fine, other.fine, right, down - 1), best, alike(fine, other.fine, right, down + 1));
            return new Move(
                    (column + 0.5) * fine.width / COLUMNS,
                    (row + 0.5) * fine.height / ROWS,
                    right + across,
                    down + upright);
        }

        private static double peak(double before, double at, double after) {
            double bend = before - 2 * at + after;
            return bend >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
        }

        /** The cosine of the angle between this tile and the other picture's piece that lies so far right and down. */
        private double alike(EdgeField mine, EdgeField other, int right, int down) {
            double product = 0;
            double own = 0;
            double theirs = 0;
            int left = left(mine);
            int top = top(mine);
            int end = left + mine.width / COLUMNS;
            int bottom = top + mine.height / ROWS;
            for (int y = Math.max(top, -down); y < Math.min(bottom, mine.height - down); y++) {
                for (int x = Math.max(left, -right); x < Math.min(end, mine.width - right); x++) {
                    int a = y * mine.width + x;
                    int b = a + down * mine.width + right;
                    product += mine.cos[a] * other.cos[b] + mine.sin[a] * other.sin[b];
                    own += mine.cos[a] * mine.cos[a] + mine.sin[a] * mine.sin[a];
                    theirs += other.cos[b] * other.cos[b] + other.sin[b] * other.sin[b];
                }
            }
            return own <= 0 || theirs <= 0 ? 0 : product / Math.sqrt(own * theirs);
        }
    }
}
