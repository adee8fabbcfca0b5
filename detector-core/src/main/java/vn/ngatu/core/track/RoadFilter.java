package vn.ngatu.core.track;

import vn.ngatu.core.geom.BoxEdges;
import vn.ngatu.core.geom.CuboidOutline;
import vn.ngatu.core.geom.Dimensions;

/**
 * An iterated extended Kalman filter of one body on the road, measured by the four edges of the box around it. The body
 * moves along its heading at a speed and turns at a rate; its size is constant and learned. A detector's errors last for
 * some frames, so the part of each edge's error that does is estimated too: taken for fresh noise it would pass for motion,
 * and dense frames would seem to tell more than they do. Wild errors of single edges are tamed by a soft-L1 weight.
 */
final class RoadFilter {

    static final int X = 0;
    static final int Y = 1;
    static final int HEADING = 2;
    static final int SPEED = 3;
    static final int TURN = 4;
    static final int LENGTH = 5;
    static final int WIDTH = 6;
    static final int HEIGHT = 7;
    // The four edges' lasting errors, in sigmas of a reading.
    private static final int ERROR = 8;
    private static final int N = 12;
    // A detector's error of an edge is for the most part alike from frame to frame: the share of its variance that
    // lasts,
    // and for how long (seconds).
    private static final double LASTING = 0.7;
    private static final double ERROR_MEMORY = 0.65;
    // The state's indices of the outline's parameters.
    private static final int[] SEEN = {X, Y, HEADING, LENGTH, WIDTH, HEIGHT};
    private static final int ITERATIONS = 3;
    // Turning dies out within about a second.
    private static final double TURN_MEMORY = 0.8;

    // How hard drivers accelerate from rest, m/s^2: mean and spread.
    private static final double DRIVING_OFF = 1.3;
    private static final double DRIVING_OFF_SPREAD = 0.7;

    final double[] state = new double[N];
    private final double[] p = new double[N * N];
    private final double[] next = new double[N];
    private final double[] work = new double[N * N];
    private final double[] slope = new double[N];
    private final double[] gain = new double[N];

    /** Sets one component to a value with a one-sigma error, forgetting what tied it to others. */
    void set(int index, double value, double sigma) {
        state[index] = value;
        for (int j = 0; j < N; j++) {
            p[index * N + j] = 0;
            p[j * N + index] = 0;
        }
        p[index * N + index] = sigma * sigma;
    }

    /** Adds an error of {@code sigma} to one component. */
    void loosen(int index, double sigma) {
        p[index * N + index] += sigma * sigma;
    }

    /** Sets the size to what its class lets expect. */
    void setSize(BodySize size) {
        set(LENGTH, size.usual().length(), size.spread().length());
        set(WIDTH, size.usual().width(), size.spread().width());
        set(HEIGHT, size.usual().height(), size.spread().height());
        tie(LENGTH, WIDTH, size.withLength());
        tie(LENGTH, HEIGHT, size.withLength());
        tie(WIDTH, HEIGHT, size.withLength() * size.withLength());
    }

    private void tie(int a, int b, double correlation) {
        double covariance = correlation * sigma(a) * sigma(b);
        p[a * N + b] = covariance;
        p[b * N + a] = covariance;
    }

    /** Forgets what was learned of the detector's lasting errors. */
    void forgetErrors() {
        for (int edge = 0; edge < 4; edge++) {
            set(ERROR + edge, 0, Math.sqrt(LASTING));
        }
    }

    /** Takes over the estimate of {@code other}. */
    void copy(RoadFilter other) {
        System.arraycopy(other.state, 0, state, 0, N);
        System.arraycopy(other.p, 0, p, 0, N * N);
    }

    double sigma(int index) {
        return Math.sqrt(Math.max(0, p[index * N + index]));
    }

    double covariance(int a, int b) {
        return p[a * N + b];
    }

    Dimensions size() {
        return new Dimensions(state[LENGTH], state[WIDTH], state[HEIGHT]);
    }

    /** Turns the body round: what was its rear is its front. */
    void reverse() {
        state[HEADING] = wrap(state[HEADING] + Math.PI);
        state[SPEED] = -state[SPEED];
        for (int j = 0; j < N; j++) {
            if (j != SPEED) {
                p[SPEED * N + j] = -p[SPEED * N + j];
                p[j * N + SPEED] = -p[j * N + SPEED];
            }
        }
    }

    /**
     * Moves the body {@code dt} seconds on; {@code acceleration} (m/s^2 per root hertz), {@code drift} (sideways m per root
     * second) and {@code turning} (rad/s per root second) are the spreads of what it may do meanwhile.
     */
    void predict(double dt, double acceleration, double drift, double turning) {
        double speed = state[SPEED];
        double middle = state[HEADING] + state[TURN] * dt / 2;
        double c = Math.cos(middle);
        double s = Math.sin(middle);
        double fade = Math.exp(-dt / TURN_MEMORY);
        state[X] += speed * dt * c;
        state[Y] += speed * dt * s;
        state[HEADING] = wrap(state[HEADING] + state[TURN] * dt);
        state[TURN] *= fade;
        propagate(dt, speed, c, s, fade);
        double along = acceleration * acceleration * dt * dt * dt / 3;
        double across = drift * drift * dt + speed * speed * turning * turning * dt * dt * dt * dt * dt / 20;
        p[X * N + X] += along * c * c + across * s * s;
        p[Y * N + Y] += along * s * s + across * c * c;
        add(X, Y, (along - across) * c * s);
        add(X, SPEED, acceleration * acceleration * dt * dt / 2 * c);
        add(Y, SPEED, acceleration * acceleration * dt * dt / 2 * s);
        p[SPEED * N + SPEED] += acceleration * acceleration * dt;
        p[TURN * N + TURN] += turning * turning * dt;
        p[HEADING * N + HEADING] += turning * turning * dt * dt * dt / 3 + 1e-4 * dt;
        add(HEADING, TURN, turning * turning * dt * dt / 2);
        fadeErrors(Math.exp(-dt / ERROR_MEMORY));
    }

    /** Puts the body at rest at a place that may be off by {@code along} and {@code across} its heading (sigmas). */
    void halt(double x, double y, double heading, double along, double across) {
        double c = Math.cos(heading);
        double s = Math.sin(heading);
        set(X, x, Math.sqrt(along * along * c * c + across * across * s * s));
        set(Y, y, Math.sqrt(along * along * s * s + across * across * c * c));
        add(X, Y, (along * along - across * across) * c * s);
        set(HEADING, heading, Math.max(0.1, sigma(HEADING)));
        set(SPEED, 0, 0.5);
        set(TURN, 0, 0.02);
    }

    /** Leaves the body where it stands for {@code dt} seconds; nothing is known of whether it drives off at their end. */
    void hold(double dt) {
        set(SPEED, 0, 0.5);
        set(TURN, 0, 0.02);
        loosen(X, 0.1 * Math.sqrt(dt));
        loosen(Y, 0.1 * Math.sqrt(dt));
        fadeErrors(Math.exp(-dt / ERROR_MEMORY));
    }

    /** Expects the body to have gained speed for {@code dt} seconds as drivers do who pull away. */
    void gain(double dt) {
        state[SPEED] += DRIVING_OFF * dt;
    }

    /** Supposes that the body has been driving off from rest for {@code dt} seconds, as drivers do, but nobody saw it. */
    void driveOff(double dt) {
        double c = Math.cos(state[HEADING]);
        double s = Math.sin(state[HEADING]);
        double way = dt * dt / 2;
        state[X] += DRIVING_OFF * way * c;
        state[Y] += DRIVING_OFF * way * s;
        state[SPEED] += DRIVING_OFF * dt;
        double[] by = {way * c, way * s, dt};
        int[] component = {X, Y, SPEED};
        for (int i = 0; i < by.length; i++) {
            for (int j = 0; j < by.length; j++) {
                p[component[i] * N + component[j]] += DRIVING_OFF_SPREAD * DRIVING_OFF_SPREAD * by[i] * by[j];
            }
        }
    }

    private void fadeErrors(double fade) {
        for (int i = ERROR; i < N; i++) {
            state[i] *= fade;
            for (int j = 0; j < N; j++) {
                p[i * N + j] *= fade;
                p[j * N + i] *= fade;
            }
            p[i * N + i] += LASTING * (1 - fade * fade);
        }
    }

    private void add(int a, int b, double value) {
        p[a * N + b] += value;
        p[b * N + a] += value;
    }

    // P = F P F' with F the identity but for the rows of x, y, heading and turn.
    private void propagate(double dt, double speed, double c, double s, double fade) {
        double[] fx = {-speed * dt * s, dt * c, -speed * dt * dt / 2 * s};
        double[] fy = {speed * dt * c, dt * s, speed * dt * dt / 2 * c};
        for (int j = 0; j < N; j++) {
            double heading = p[HEADING * N + j];
            double v = p[SPEED * N + j];
            double turn = p[TURN * N + j];
            p[X * N + j] += fx[0] * heading + fx[1] * v + fx[2] * turn;
            p[Y * N + j] += fy[0] * heading + fy[1] * v + fy[2] * turn;
            p[HEADING * N + j] += dt * turn;
            p[TURN * N + j] *= fade;
        }
        for (int i = 0; i < N; i++) {
            double heading = p[i * N + HEADING];
            double v = p[i * N + SPEED];
            double turn = p[i * N + TURN];
            p[i * N + X] += fx[0] * heading + fx[1] * v + fx[2] * turn;
            p[i * N + Y] += fy[0] * heading + fy[1] * v + fy[2] * turn;
            p[i * N + HEADING] += dt * turn;
            p[i * N + TURN] *= fade;
        }
    }

    /** Corrects the estimate by the edges of a box. */
    void update(CuboidOutline outline, BoxEdges seen) {
        double[] prior = state.clone();
        System.arraycopy(p, 0, work, 0, N * N);
        for (int i = 0; i < ITERATIONS; i++) {
            double[] point = state.clone();
            project(outline);
            System.arraycopy(work, 0, p, 0, N * N);
            System.arraycopy(prior, 0, next, 0, N);
            for (int edge = 0; edge < 4; edge++) {
                double sigma = seen.sigma(edge, outline.edge(edge));
                if (Double.isFinite(sigma)) {
                    correct(outline, edge, seen.value(edge), sigma, seen.sigma(edge), point);
                }
            }
            System.arraycopy(next, 0, state, 0, N);
            state[LENGTH] = Math.max(0.2, state[LENGTH]);
            state[WIDTH] = Math.max(0.2, state[WIDTH]);
            state[HEIGHT] = Math.max(0.5, state[HEIGHT]);
        }
        state[HEADING] = wrap(state[HEADING]);
    }

    // One edge as a scalar measurement, linearised at `point`.
    private void correct(CuboidOutline outline, int edge, double value, double sigma, double usual, double[] point) {
        double variance = sigma * sigma - LASTING * usual * usual;
        int error = ERROR + edge;
        double innovation = value - outline.edge(edge) - usual * next[error];
        for (int k = 0; k < SEEN.length; k++) {
            slope[k] = outline.slope(edge, k);
            innovation -= slope[k] * (next[SEEN[k]] - point[SEEN[k]]);
        }
        for (int i = 0; i < N; i++) {
            double sum = p[i * N + error] * usual;
            for (int k = 0; k < SEEN.length; k++) {
                sum += p[i * N + SEEN[k]] * slope[k];
            }
            gain[i] = sum;
        }
        double spread = usual * gain[error];
        for (int k = 0; k < SEEN.length; k++) {
            spread += slope[k] * gain[SEEN[k]];
        }
        double surprise = innovation * innovation / (spread + variance) / 4;
        double total = spread + variance * Math.sqrt(1 + surprise * surprise);
        for (int i = 0; i < N; i++) {
            next[i] += gain[i] / total * innovation;
        }
        for (int i = 0; i < N; i++) {
            for (int j = i; j < N; j++) {
                double less = p[i * N + j] - gain[i] * gain[j] / total;
                p[i * N + j] = less;
                p[j * N + i] = less;
            }
        }
    }

    /** Takes a scalar reading of one component. */
    void observe(int index, double value, double sigma) {
        double total = p[index * N + index] + sigma * sigma;
        double innovation = value - state[index];
        for (int i = 0; i < N; i++) {
            gain[i] = p[i * N + index];
        }
        for (int i = 0; i < N; i++) {
            state[i] += gain[i] / total * innovation;
            for (int j = 0; j < N; j++) {
                p[i * N + j] -= gain[i] * gain[j] / total;
            }
        }
    }

    /** Draws the body as it is estimated now. */
    void project(CuboidOutline outline) {
        outline.project(state[X], state[Y], state[HEADING], state[LENGTH], state[WIDTH], state[HEIGHT]);
    }

    /** The one-sigma error of a projected edge, in pixels, from the errors of place alone. */
    double edgeSigma(CuboidOutline outline, int edge) {
        double jx = outline.slope(edge, 0);
        double jy = outline.slope(edge, 1);
        return Math.sqrt(jx * jx * p[X * N + X] + 2 * jx * jy * p[X * N + Y] + jy * jy * p[Y * N + Y]);
    }

    static double wrap(double angle) {
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }
}
