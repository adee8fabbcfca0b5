package vn.ngatu.core.track;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.BoxEdges;
import vn.ngatu.core.geom.CuboidFit;
import vn.ngatu.core.geom.Dimensions;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;

/** Motion on the road plane of a calibrated camera: a {@link RoadFilter} with a start, doubts about the heading, and rest. */
final class RoadMotion implements Motion {

    /** The gate on the squared Mahalanobis distance on the road: 99 % of chi-square with two degrees of freedom. */
    private static final double GATE = 9.21;

    // The gates on what place alone does not explain of a box, in squared sigmas of its edges; a standing vehicle's
    // size is
    // known well.
    private static final double MISFIT = 10;
    private static final double MISFIT_STANDING = 8;
    // A standing vehicle in its place fits no better than a moving one where it is expected: about what that costs.
    private static final double IN_PLACE = 3;
    // Who was seen a moment ago has the better claim to a box than who has been away: costs per second, from when on.
    private static final double ABSENCE = 3;
    private static final double SHORT_ABSENCE = 1.5;
    private static final double ABSENCE_STANDING = 4;
    private static final double LONGEST_ABSENCE = 14;
    private static final double FIRST_SPEED = 7;
    // What has stood for this long (seconds) may stand for long.
    private static final double PARKED = 3;
    // A prediction this old (seconds) has missed a box.
    private static final double UNSEEN = 0.5;
    private static final double OFFSET_MEMORY = 0.5;
    // The sine of the angle to its heading at which somebody's way contradicts the heading.
    private static final double OFF_AXIS = 0.45;
    // How hard a driver brakes to a stop, m/s^2.
    private static final double BRAKING = 3;
    private static final double SUPPOSED_REST = 1.01;
    // A speed this many sigmas from 0 is the first of driving off, which goes on with an acceleration of this order.
    private static final double SURELY_MOVES = 1.5;
    private static final double PULLING_AWAY = 1.5;
    // Seen from behind, the roof hides a lower front: by this share of the length (one sigma).
    private static final double HIDDEN_NOSE = 0.1;
    // Seconds unseen for which it may have driven off from where it stood without a trace of it elsewhere.
    private static final double LONGEST_DRIVE_OFF = 3;

    private final RoadView view;
    private final RoadFilter filter = new RoadFilter();
    // Where it would be had it driven off unseen from where it stood.
    private final RoadFilter drivenOff = new RoadFilter();
    private ObjectClass objectClass;
    // How far the box's edges lie beside the outline, as shares of its size: what the cuboid does not explain.
    private final double[] offset = new double[4];
    private double sinceUpdate;
    private double age;
    private double rest;
    // Where and how it went when last seen, and whether it is supposed to have stopped there since.
    private Point seenAt = new Point(0, 0);
    private double seenHeading;
    private double seenSpeed;
    private boolean halted;
    // Whether it was gaining speed from rest when last seen.
    private boolean pullsAway;
    private Point restPlace = new Point(0, 0);
    // How it looks while it stands; null while it moves.
    private @Nullable StandingView standing;
    // Its beginning, kept until the heading is sure.
    private @Nullable Start origin;
    private boolean headingKnown;
    // Its return after a break, kept until its way has confirmed the heading or it has come to rest.
    private @Nullable Start back;

    /** Where, with which heading and at which age a way began. */
    private record Start(Point place, double heading, double age) {}

    /** A way that is long enough to tell a direction: how far that is from the heading, and the error of its end in metres. */
    private record Way(Point to, Point moved, double seconds, double turn, double spread) {
        boolean contradictsAxis() {
            return Math.abs(Math.sin(turn)) >= OFF_AXIS;
        }

        boolean isBackwards() {
            return Math.cos(turn) < 0;
        }

        boolean isLong() {
            return moved.norm() > Math.max(4, 6 * spread);
        }
    }

    private RoadMotion(RoadView view, ObjectClass objectClass) {
        this.view = view;
        this.objectClass = objectClass;
    }

    /** The motion of a road user first seen as {@code seen}; null where no road is. */
    static @Nullable RoadMotion start(RoadView view, BoxEdges seen, Box box, ObjectClass objectClass) {
        Point foot = view.camera.toGround(box.bottomCentre());
        if (foot == null || view.camera.depth(foot) > 400) {
            return null;
        }
        RoadMotion motion = new RoadMotion(view, objectClass);
        motion.begin(seen, foot);
        motion.learnOffsets(seen, 1);
        return motion;
    }

    private void begin(BoxEdges seen, Point foot) {
        List<Double> known = view.headings.headings(foot);
        BodySize size = BodySize.of(objectClass);
        double best = Double.POSITIVE_INFINITY;
        double heading = 0;
        Point place = foot;
        boolean sure = false;
        int guesses = 12;
        for (int i = 0; i < known.size() + guesses; i++) {
            boolean fromScene = i < known.size();
            double candidate = fromScene ? known.get(i) : (i - known.size()) * Math.PI / guesses;
            CuboidFit.Result fitted = view.fit.fit(seen, candidate, size.usual(), foot);
            if (fitted == null) {
                continue;
            }
            double cost = fitted.misfit() + (fromScene ? 0 : known.isEmpty() ? 0 : 6);
            if (cost < best) {
                best = cost;
                heading = candidate;
                place = fitted.centre();
                sure = fromScene;
            }
        }
        headingKnown = sure;
        filter.set(RoadFilter.X, place.x(), 20);
        filter.set(RoadFilter.Y, place.y(), 20);
        filter.set(RoadFilter.HEADING, heading, sure ? 0.12 : objectClass.isFourWheeler() ? 0.3 : 1);
        filter.set(RoadFilter.SPEED, 0, objectClass == ObjectClass.PEDESTRIAN ? 1.5 : FIRST_SPEED);
        filter.set(RoadFilter.TURN, 0, 0.05);
        filter.setSize(size);
        filter.forgetErrors();
        filter.update(view.outline, seen);
        origin = here();
    }

    private Start here() {
        return new Start(at(), filter.state[RoadFilter.HEADING], age);
    }

    private Point at() {
        return new Point(filter.state[RoadFilter.X], filter.state[RoadFilter.Y]);
    }

    @Override
    public void predict(double dt) {
        sinceUpdate += dt;
        age += dt;
        if (halted || rest > PARKED && sinceUpdate > UNSEEN && !pullsAway) {
            filter.hold(dt);
            return;
        }
        double speed = Math.abs(filter.state[RoadFilter.SPEED]);
        boolean walks = objectClass == ObjectClass.PEDESTRIAN;
        double acceleration =
                pullsAway ? PULLING_AWAY : rest > PARKED ? 0.3 : rest > 1 ? 0.4 : Math.min(2.5, 0.8 + 0.3 * speed);
        double turning = walks ? 1.0 : Math.min(0.5, 0.02 + 0.12 * speed);
        if (pullsAway && sinceUpdate < LONGEST_DRIVE_OFF) {
            filter.gain(dt);
        }
        filter.predict(dt, acceleration, walks ? 0.4 : 0.3, turning);
    }

    @Override
    public double cost(BoxEdges seen, Box box) {
        filter.project(view.outline);
        if (!near(box)) {
            return Double.POSITIVE_INFINITY;
        }
        StandingView stand = standing;
        if (stand != null && stand.holds(seen)) {
            return stand.misfit(seen) + IN_PLACE + absence();
        }
        double overlap = 1 - box().iou(box);
        double aside = strayed() + square(0.3 + 0.01 * view.camera.depth(at()));
        Resemblance alike = view.resemblance;
        alike.compare(foreseen(), aside, seen);
        if (!(alike.distance() < GATE) || alike.misfit() > (stand == null ? MISFIT : MISFIT_STANDING)) {
            return Double.POSITIVE_INFINITY;
        }
        return alike.distance() + alike.openness() + alike.misfit() + 2 * overlap + absence();
    }

    // Where a box that does not show it in its place would have it: a standing vehicle may have driven off unseen.
    private RoadFilter foreseen() {
        if (!mayHaveDrivenOff()) {
            return filter;
        }
        drivenOff.copy(filter);
        drivenOff.driveOff(sinceUpdate);
        return drivenOff;
    }

    private boolean mayHaveDrivenOff() {
        return standing() && !halted && !pullsAway && sinceUpdate > UNSEEN && sinceUpdate < LONGEST_DRIVE_OFF;
    }

    private double absence() {
        return rest > PARKED || halted
                ? Math.min(LONGEST_ABSENCE, ABSENCE_STANDING * Math.max(0, sinceUpdate - UNSEEN))
                : ABSENCE * Math.max(0, sinceUpdate - SHORT_ABSENCE);
    }

    // The variance, square metres, of where a road user may have gone whose heading was only guessed so far.
    private double strayed() {
        if (origin == null) {
            return 0;
        }
        double speed = objectClass == ObjectClass.PEDESTRIAN ? 1.5 : headingKnown ? 2 : FIRST_SPEED;
        return speed * speed * sinceUpdate * sinceUpdate;
    }

    // A cheap look at the picture before the fit.
    private boolean near(Box box) {
        double left = view.outline.edge(BoxEdges.LEFT);
        double right = view.outline.edge(BoxEdges.RIGHT);
        double top = view.outline.edge(BoxEdges.TOP);
        double bottom = view.outline.edge(BoxEdges.BOTTOM);
        double stray = Math.sqrt(strayed()) + (mayHaveDrivenOff() ? sinceUpdate * sinceUpdate / 2 : 0);
        double marginX = 4 * (filter.edgeSigma(view.outline, BoxEdges.LEFT) + stray * slope(BoxEdges.LEFT))
                + 0.5 * box.width()
                + 5;
        double marginY = 4 * (filter.edgeSigma(view.outline, BoxEdges.BOTTOM) + stray * slope(BoxEdges.BOTTOM))
                + 0.5 * box.height()
                + 5;
        return box.left() < right + marginX
                && box.right() > left - marginX
                && box.top() < bottom + marginY
                && box.bottom() > top - marginY;
    }

    private static double square(double x) {
        return x * x;
    }

    private double slope(int edge) {
        return Math.hypot(view.outline.slope(edge, 0), view.outline.slope(edge, 1));
    }

    @Override
    public void loosen() {
        filter.loosen(RoadFilter.X, 2);
        filter.loosen(RoadFilter.Y, 2);
        filter.loosen(RoadFilter.HEADING, 0.4);
        filter.loosen(RoadFilter.SPEED, 2);
    }

    @Override
    public boolean inPlace(BoxEdges seen) {
        return standing != null && standing.holds(seen);
    }

    @Override
    public Box haltsAt() {
        Point at = seenAt.plus(Point.ofAngle(seenHeading).times(brakingWay()));
        Dimensions size = filter.size();
        view.outline.project(at.x(), at.y(), seenHeading, size.length(), size.width(), size.height());
        return view.outline.box().clip(view.pictureWidth, view.pictureHeight);
    }

    private double brakingWay() {
        double speed = Math.max(0, seenSpeed);
        return speed * speed / 2 / BRAKING;
    }

    @Override
    public void halt() {
        double way = brakingWay();
        Point at = seenAt.plus(Point.ofAngle(seenHeading).times(way));
        filter.halt(at.x(), at.y(), seenHeading, 1 + way / 2, 0.7 + way / 6);
        halted = true;
        rest = SUPPOSED_REST;
        restPlace = at;
    }

    @Override
    public boolean halted() {
        return halted;
    }

    @Override
    public void update(BoxEdges seen, Box box) {
        if (mayHaveDrivenOff() && !inPlace(seen)) {
            filter.driveOff(sinceUpdate);
        }
        correct(seen);
        pullsAway = standing() && filter.state[RoadFilter.SPEED] > SURELY_MOVES * filter.sigma(RoadFilter.SPEED);
        halted = false;
        seenAt = at();
        seenHeading = filter.state[RoadFilter.HEADING];
        seenSpeed = filter.state[RoadFilter.SPEED];
    }

    private void correct(BoxEdges seen) {
        boolean returns = rest == 0 && origin == null && sinceUpdate > UNSEEN && objectClass.isFourWheeler();
        if (restarts(seen) || !returns && leavesItsHeading(seen)) {
            learnOffsets(seen, 1);
            sinceUpdate = 0;
            return;
        }
        boolean inPlace = standsInPlace(seen);
        filter.update(view.outline, seen);
        if (returns) {
            back = here();
        }
        // Nobody reverses fast; what seems to was taken for its own opposite.
        double slowest = origin == null ? -3 : -1;
        if (filter.state[RoadFilter.SPEED] < Math.min(slowest, -2 * filter.sigma(RoadFilter.SPEED))) {
            filter.reverse();
        }
        settle(inPlace);
        learnOffsets(seen, 1 - Math.exp(-sinceUpdate / OFFSET_MEMORY));
        sinceUpdate = 0;
    }

    // Whether a vehicle that stood is seen in its place; what hides it then must not seem to move it.
    private boolean standsInPlace(BoxEdges seen) {
        StandingView stand = standing;
        if (stand == null) {
            return false;
        }
        if (!stand.holds(seen)) {
            stand.relearn(seen, sinceUpdate);
            return false;
        }
        stand.learn(seen, sinceUpdate);
        for (int edge = 0; edge < 4; edge++) {
            if (stand.cut(seen, edge)) {
                seen.loosen(edge, Double.POSITIVE_INFINITY);
            }
        }
        return true;
    }

    // A road user whose first moves contradict the heading it was given starts anew with the one it shows.
    private boolean restarts(BoxEdges seen) {
        Way way = wayFrom(origin, seen, 1.5, 3);
        if (way == null) {
            return false;
        }
        if (way.contradictsAxis()) {
            setOut(way, seen);
            origin = here();
            headingKnown = true;
            return true;
        }
        if (way.isBackwards()) {
            filter.reverse();
        }
        if (way.isLong()) {
            origin = null;
        }
        return false;
    }

    // A long body fits its box as well with its heading mirrored at the line of sight, and may be taken for that one
    // when it turned unseen. Its way tells soon; one that goes backwards is another vehicle.
    private boolean leavesItsHeading(BoxEdges seen) {
        Way way = wayFrom(back, seen, 2.5, 5);
        if (way == null) {
            return false;
        }
        boolean leaves = way.contradictsAxis() && !way.isBackwards();
        if (leaves) {
            setOut(way, seen);
        }
        if (leaves || way.isLong()) {
            back = null;
        }
        return leaves;
    }

    // The way since `from`; null while it is shorter than `least` metres or so many sigmas of its error.
    private @Nullable Way wayFrom(@Nullable Start from, BoxEdges seen, double least, double sigmas) {
        CuboidFit.Result now = from == null ? null : view.fit.fit(seen, from.heading, filter.size(), at());
        if (from == null || now == null) {
            return null;
        }
        Point moved = now.centre().minus(from.place);
        double spread = Math.sqrt(now.varianceX() + now.varianceY());
        double turn = RoadFilter.wrap(moved.angle() - filter.state[RoadFilter.HEADING]);
        return moved.norm() < Math.max(least, sigmas * spread)
                ? null
                : new Way(now.centre(), moved, age - from.age, turn, spread);
    }

    private void setOut(Way way, BoxEdges seen) {
        filter.set(RoadFilter.X, way.to.x(), 20);
        filter.set(RoadFilter.Y, way.to.y(), 20);
        filter.set(RoadFilter.HEADING, way.moved.angle(), 0.25);
        filter.set(RoadFilter.SPEED, way.moved.norm() / Math.max(way.seconds, 0.05), 3);
        filter.set(RoadFilter.TURN, 0, 0.05);
        filter.update(view.outline, seen);
    }

    // Rest ends when it both seems to move and has moved: the edges of a half hidden vehicle dance.
    private void settle(boolean inPlace) {
        boolean still = Math.abs(filter.state[RoadFilter.SPEED]) < 0.5 + filter.sigma(RoadFilter.SPEED);
        if (inPlace || still || rest > PARKED && at().distance(restPlace) < 1.5) {
            if (rest == 0) {
                restPlace = at();
            }
            rest += sinceUpdate;
            if (rest > PARKED && standing == null) {
                standing = new StandingView(edges());
                back = null;
            }
        } else {
            rest = 0;
            standing = null;
        }
    }

    private void learnOffsets(BoxEdges seen, double share) {
        filter.project(view.outline);
        double width = Math.max(1, view.outline.edge(BoxEdges.RIGHT) - view.outline.edge(BoxEdges.LEFT));
        double height = Math.max(1, view.outline.edge(BoxEdges.BOTTOM) - view.outline.edge(BoxEdges.TOP));
        for (int edge = 0; edge < 4; edge++) {
            if (!seen.isLoose(edge)) {
                double beside = (seen.value(edge) - view.outline.edge(edge)) / (edge % 2 == 0 ? width : height);
                offset[edge] += share * (Math.max(-0.3, Math.min(0.3, beside)) - offset[edge]);
            }
        }
    }

    @Override
    public void reclassify(ObjectClass objectClass) {
        this.objectClass = objectClass;
        filter.setSize(BodySize.of(objectClass));
        filter.set(RoadFilter.X, filter.state[RoadFilter.X], 3);
        filter.set(RoadFilter.Y, filter.state[RoadFilter.Y], 3);
    }

    @Override
    public Box box() {
        double[] edges = edges();
        return Box.ofCorners(edges[0], edges[1], Math.max(edges[0], edges[2]), Math.max(edges[1], edges[3]))
                .clip(view.pictureWidth, view.pictureHeight);
    }

    private double[] edges() {
        filter.project(view.outline);
        double[] edges = new double[4];
        double width = view.outline.edge(BoxEdges.RIGHT) - view.outline.edge(BoxEdges.LEFT);
        double height = view.outline.edge(BoxEdges.BOTTOM) - view.outline.edge(BoxEdges.TOP);
        for (int edge = 0; edge < 4; edge++) {
            edges[edge] = view.outline.edge(edge) + offset[edge] * (edge % 2 == 0 ? width : height);
        }
        return edges;
    }

    @Override
    public Footprint footprint() {
        double heading = filter.state[RoadFilter.HEADING];
        double c = Math.cos(heading);
        double s = Math.sin(heading);
        double xx = filter.covariance(RoadFilter.X, RoadFilter.X);
        double xy = filter.covariance(RoadFilter.X, RoadFilter.Y);
        double yy = filter.covariance(RoadFilter.Y, RoadFilter.Y);
        double along = Math.sqrt(Math.max(0, c * c * xx + 2 * c * s * xy + s * s * yy));
        double across = Math.sqrt(Math.max(0, s * s * xx - 2 * c * s * xy + c * c * yy));
        double stretched = c * filter.covariance(RoadFilter.X, RoadFilter.LENGTH)
                + s * filter.covariance(RoadFilter.Y, RoadFilter.LENGTH);
        double length = filter.covariance(RoadFilter.LENGTH, RoadFilter.LENGTH);
        double nose = HIDDEN_NOSE * filter.state[RoadFilter.LENGTH] * Math.max(0, view.camera.recedes(heading));
        return new Footprint(
                at(),
                heading,
                filter.state[RoadFilter.LENGTH],
                filter.state[RoadFilter.WIDTH],
                along,
                across,
                Math.sqrt(Math.max(0, along * along + stretched + length / 4 + nose * nose)));
    }

    @Override
    public Point velocity() {
        return Point.ofAngle(filter.state[RoadFilter.HEADING]).times(filter.state[RoadFilter.SPEED]);
    }

    @Override
    public double rest() {
        return rest;
    }
}
