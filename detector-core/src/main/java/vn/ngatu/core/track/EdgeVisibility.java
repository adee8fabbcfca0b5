package vn.ngatu.core.track;

import java.util.ArrayList;
import java.util.List;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.BoxEdges;

/**
 * Tells which edges of the boxes of one frame are the road user's own and which may be hidden: by another one whose wheels
 * are lower in the picture, hence nearer to the camera, or by the picture's border.
 */
final class EdgeVisibility {

    // Detector noise as measured on clean boxes: a floor plus a share of the size.
    private static final double FLOOR_PIXELS = 1.2;
    private static final double SHARE = 0.028;
    private static final double HIDDEN = 6;
    // The part of an edge that must be covered before it counts as hidden.
    private static final double COVERED = 0.25;

    private final double pictureWidth;
    private final double pictureHeight;

    EdgeVisibility(double pictureWidth, double pictureHeight) {
        this.pictureWidth = pictureWidth;
        this.pictureHeight = pictureHeight;
    }

    /** The edges of each box, loosened where {@code boxes} or {@code others} may hide what lies beyond. */
    List<BoxEdges> edges(List<Box> boxes, List<Box> others) {
        List<BoxEdges> all = new ArrayList<>(boxes.size());
        for (Box box : boxes) {
            BoxEdges edges = new BoxEdges(box, FLOOR_PIXELS, SHARE);
            atBorder(box, edges);
            for (Box other : boxes) {
                if (!other.equals(box)) {
                    hide(box, other, edges);
                }
            }
            for (Box other : others) {
                hide(box, other, edges);
            }
            all.add(edges);
        }
        return all;
    }

    private void atBorder(Box box, BoxEdges edges) {
        double acrossX = Math.max(4, 0.06 * box.width());
        double acrossY = Math.max(4, 0.06 * box.height());
        if (box.left() < acrossX) {
            edges.loosen(BoxEdges.LEFT, Double.POSITIVE_INFINITY);
        }
        if (box.top() < acrossY) {
            edges.loosen(BoxEdges.TOP, Double.POSITIVE_INFINITY);
        }
        if (box.right() > pictureWidth - acrossX) {
            edges.loosen(BoxEdges.RIGHT, Double.POSITIVE_INFINITY);
        }
        if (box.bottom() > pictureHeight - acrossY) {
            edges.loosen(BoxEdges.BOTTOM, Double.POSITIVE_INFINITY);
        }
    }

    private static void hide(Box box, Box other, BoxEdges edges) {
        boolean nearer = other.bottom() > box.bottom() + 0.03 * box.height();
        // The same road user boxed twice hides nothing of itself.
        if (!nearer || box.intersection(other) <= 0 || box.iou(other) > 0.8) {
            return;
        }
        double slackX = 0.04 * box.width();
        double slackY = 0.04 * box.height();
        double acrossBottom = overlap(box.left(), box.right(), other.left(), other.right()) / box.width();
        if (acrossBottom > COVERED && other.top() < box.bottom() + slackY) {
            edges.loosen(BoxEdges.BOTTOM, HIDDEN);
        }
        double alongSide = overlap(box.top(), box.bottom(), other.top(), other.bottom()) / box.height();
        if (alongSide > COVERED && other.left() < box.left() + slackX && other.right() > box.left() - slackX) {
            edges.loosen(BoxEdges.LEFT, HIDDEN);
        }
        if (alongSide > COVERED && other.right() > box.right() - slackX && other.left() < box.right() + slackX) {
            edges.loosen(BoxEdges.RIGHT, HIDDEN);
        }
        if (acrossBottom > 0.7 && other.top() < box.top() + slackY) {
            edges.loosen(BoxEdges.TOP, HIDDEN);
        }
    }

    private static double overlap(double from, double to, double otherFrom, double otherTo) {
        return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
    }
}
