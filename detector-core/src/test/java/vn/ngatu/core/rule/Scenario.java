package vn.ngatu.core.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.Calibrations;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneFile;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.signal.SignalsCsv;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Violation;

/**
 * What the engine makes of a case folder. {@code tracks.csv} holds way points of centres in metres, joined by straight lines
 * at ten frames per second; a note holds from its way point to the next: {@code hidden} (wheels hidden), {@code unseen},
 * {@code relinked} (identity re-joined at that moment), {@code reverse}. Lines before its header may say
 * {@code # gap=FROM..TO} (frames lost), {@code # sigma=METRES} (error of each place) and {@code # start=TIME} (wall time of the
 * first frame).
 */
record Scenario(List<Violation> violations, List<Explanation> explanations) {

    private static final double FPS = 10;

    /** What the lines before the table's header say. */
    private static final class Conditions {
        private @Nullable Instant start;
        private double gapFrom = Double.POSITIVE_INFINITY;
        private double gapTo = Double.POSITIVE_INFINITY;
        private double sigma = 0.1;
    }

    private record WayPoint(double time, Point at, String note) {}

    private static final class Way {
        private final int id;
        private final ObjectClass objectClass;
        private final List<WayPoint> points = new ArrayList<>();
        private double relinked = Double.NEGATIVE_INFINITY;

        Way(int id, ObjectClass objectClass) {
            this.id = id;
            this.objectClass = objectClass;
        }
    }

    static Scenario run(Path folder) throws IOException, ConfigException {
        Scene scene = SceneFile.load(folder.resolve("scene.yaml"), Rules.keys());
        CameraModel camera =
                Objects.requireNonNull(Calibrations.of(scene, 1000, 1000)).camera();
        SignalTimeline signals = new SignalTimeline(SignalSource.CONTROLLER);
        if (Files.exists(folder.resolve("signals.csv"))) {
            signals = SignalsCsv.read(folder.resolve("signals.csv"));
        }
        signals.complete();
        Map<Integer, Way> ways = new TreeMap<>();
        Conditions conditions = read(folder.resolve("tracks.csv"), ways);
        List<Explanation> explanations = new ArrayList<>();
        SceneIndex index = SceneIndex.of(scene, camera, 1000, 1000);
        RuleEngine engine = new RuleEngine(Rules.all(scene), index, signals, conditions.start, explanations::add);
        List<Violation> violations = new ArrayList<>();
        double end = ways.values().stream()
                .mapToDouble(way -> way.points.get(way.points.size() - 1).time)
                .max()
                .orElse(0);
        double previous = 0;
        for (int frame = 0; frame / FPS <= end + 1; frame++) {
            double time = frame / FPS;
            if (time > conditions.gapFrom && time < conditions.gapTo) {
                continue;
            }
            double lost = time - previous > 1.5 / FPS ? time - previous : 0;
            List<Track> tracks = new ArrayList<>();
            List<Integer> removed = new ArrayList<>();
            for (Way way : ways.values()) {
                Track track = at(way, time, conditions.sigma, camera);
                if (track != null) {
                    tracks.add(track);
                } else if (way.points.get(way.points.size() - 1).time < time) {
                    removed.add(way.id);
                }
            }
            violations.addAll(engine.step(time, tracks, removed, lost));
            previous = time;
        }
        violations.addAll(engine.finish(end + 1));
        return new Scenario(violations, explanations);
    }

    private static Conditions read(Path file, Map<Integer, Way> ways) throws IOException {
        Conditions conditions = new Conditions();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# gap=")) {
                String[] ends = line.substring(6).split("\\.\\.", 2);
                conditions.gapFrom = Double.parseDouble(ends[0]);
                conditions.gapTo = Double.parseDouble(ends[1]);
            } else if (line.startsWith("# sigma=")) {
                conditions.sigma = Double.parseDouble(line.substring(8));
            } else if (line.startsWith("# start=")) {
                conditions.start = OffsetDateTime.parse(line.substring(8)).toInstant();
            } else if (!line.startsWith("time,")) {
                String[] f = line.split(",", -1);
                int id = Integer.parseInt(f[1]);
                ways.computeIfAbsent(
                                id, i -> new Way(i, ObjectClass.ofLabel(f[2]).orElseThrow()))
                        .points
                        .add(new WayPoint(
                                Double.parseDouble(f[0]),
                                new Point(Double.parseDouble(f[3]), Double.parseDouble(f[4])),
                                f[5]));
            }
        }
        return conditions;
    }

    private static @Nullable Track at(Way way, double time, double sigma, CameraModel camera) {
        int piece = -1;
        for (int i = 0; i + 1 < way.points.size(); i++) {
            if (way.points.get(i).time <= time && time <= way.points.get(i + 1).time) {
                piece = i;
                break;
            }
        }
        if (piece < 0) {
            return null;
        }
        WayPoint from = way.points.get(piece);
        WayPoint to = way.points.get(piece + 1);
        if (from.note.equals("relinked") && way.relinked < from.time) {
            way.relinked = from.time;
        }
        Point at = from.at.plus(to.at.minus(from.at).times((time - from.time) / (to.time - from.time)));
        Point size = size(way.objectClass);
        Footprint footprint = new Footprint(at, heading(way, piece), size.x(), size.y(), sigma, sigma);
        boolean observed = !from.note.equals("unseen");
        return new Track(
                way.id,
                way.objectClass,
                time,
                box(footprint, camera),
                observed ? 0.9 : 0,
                observed,
                way.points.get(0).time,
                observed ? time : from.time,
                footprint,
                to.at.minus(from.at).times(1 / (to.time - from.time)),
                from.note.equals("hidden"),
                way.relinked);
    }

    // Along the piece, or, while it stands, along the last one on which it moved.
    private static double heading(Way way, int piece) {
        for (int i = piece; i >= 0; i--) {
            WayPoint from = way.points.get(i);
            Point moved = way.points.get(i + 1).at.minus(from.at);
            if (moved.norm() > 0) {
                return (from.note.equals("reverse") ? moved.times(-1) : moved).angle();
            }
        }
        return Math.PI / 2;
    }

    private static Point size(ObjectClass objectClass) {
        return switch (objectClass) {
            case TRUCK -> new Point(8, 2.4);
            case BUS -> new Point(11, 2.5);
            case MOTORCYCLE, BICYCLE -> new Point(1.9, 0.7);
            default -> new Point(4.5, 1.8);
        };
    }

    private static Box box(Footprint footprint, CameraModel camera) {
        Point centre = Objects.requireNonNull(camera.toImage(footprint.centre(), 0));
        double side = 9 * footprint.length();
        return new Box(centre.x() - side / 2, centre.y() - side / 2, side, side);
    }
}
