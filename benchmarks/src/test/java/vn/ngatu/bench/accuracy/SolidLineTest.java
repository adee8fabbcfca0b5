package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.rule.Explanation;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.Calibrations;
import vn.ngatu.core.scene.SceneFile;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Solid lines, of which the simulation has none: drawn between the lanes of its lane scenario, whose vehicles change lanes,
 * stray over the line and come back. Who goes over a line follows from the truth's bodies; the rule works on the same tracks.
 */
class SolidLineTest {

    /** Where lanes meet, metres on the ground's x axis; the road leads along its y axis. */
    private static final List<Double> BETWEEN_LANES = List.of(12.1, 8.8, 5.5);

    /** The lines are drawn from here to there, metres before the camera, and what they are changes in the middle. */
    private static final double NEAR = 8;

    private static final double MIDDLE = 35;
    private static final double FAR = 75;

    /** What the body of a vehicle does at a line. */
    private enum Act {
        /** It reaches further over than can be doubted, for longer than the rule asks for. */
        OVER,
        /** It reaches over by less than the rule's 30 cm. */
        TOUCHES,
        /** It comes within a metre. */
        NEAR_IT,
        /** It turns off the road across the line, into a frontage. */
        TURNS_OFF,
        AWAY,
        UNCLEAR
    }

    /** Who did what at which line, coming from where: 1 from the right of the drawn line, -1 from its left, 0 not known. */
    private record Deed(int vehicle, int line, Act act, int from, boolean cameBack) {
        String who() {
            return vehicle + " at " + line;
        }
    }

    private static final double SURELY = 0.8;
    private static final double LONG_ENOUGH = 1;
    private static final double TOUCH = 0.3;
    private static final double BRIEFLY = 0.2;
    private static final double ALONG = 0.5;

    @Test
    void whoGoesOverASolidLineIsFlaggedAndWhoTouchesItOrCrossesWhereItIsBrokenIsNot(@TempDir Path folder)
            throws Exception {
        SimScenario scenario = drawn(folder, "solid-white", "broken-white");
        RuleRun run = RuleRun.of(scenario, RuleRun.Source.TRUTH, RuleRun.Error.NONE);

        Set<String> over = who(scenario, NEAR, MIDDLE, deed -> deed.act == Act.OVER);
        Set<String> touch = who(scenario, NEAR, MIDDLE, deed -> deed.act == Act.TOUCHES);
        Set<String> near = who(scenario, NEAR, MIDDLE, deed -> deed.act == Act.NEAR_IT);
        Set<String> turnOff = who(scenario, NEAR, MIDDLE, deed -> deed.act == Act.TURNS_OFF);
        Set<String> unclear = who(scenario, NEAR, MIDDLE, deed -> deed.act == Act.UNCLEAR);
        Set<String> overBroken = who(scenario, MIDDLE, FAR, deed -> deed.act == Act.OVER);
        overBroken.removeAll(over);
        overBroken.removeAll(unclear);
        assertThat(List.of(over, touch, near, turnOff, overBroken)).noneMatch(Set::isEmpty);
        assertThat(touch.size() + near.size() + turnOff.size() + overBroken.size())
                .as("near misses")
                .isGreaterThanOrEqualTo(over.size());
        assertThat(flagged(run))
                .containsAll(over)
                .doesNotContainAnyElementsOf(touch)
                .doesNotContainAnyElementsOf(near)
                .doesNotContainAnyElementsOf(turnOff)
                .doesNotContainAnyElementsOf(overBroken);
        assertThat(touch).allSatisfy(who -> assertThat(said(run, who)).contains("touched a solid line"));
    }

    @Test
    void aLineThatIsSolidOnOneSideBindsThoseWhoComeFromThere(@TempDir Path folder) throws Exception {
        SimScenario scenario = drawn(folder, "solid-broken", "broken-white");
        RuleRun run = RuleRun.of(scenario, RuleRun.Source.TRUTH, RuleRun.Error.NONE);

        Set<String> bound = who(scenario, NEAR, MIDDLE, deed -> deed.act == Act.OVER && deed.from < 0);
        Set<String> free = who(scenario, NEAR, MIDDLE, deed -> deed.act == Act.OVER && deed.from > 0 && !deed.cameBack);
        assertThat(List.of(bound, free)).noneMatch(Set::isEmpty);
        assertThat(flagged(run)).containsAll(bound).doesNotContainAnyElementsOf(free);
        assertThat(free)
                .allSatisfy(who -> assertThat(said(run, who)).contains("over a line that is broken on its side"));
    }

    private static Set<String> who(SimScenario scenario, double from, double to, Predicate<Deed> wanted) {
        Set<String> found = new TreeSet<>();
        for (int line = 0; line < BETWEEN_LANES.size(); line++) {
            for (int vehicle : scenario.vehicles().keySet()) {
                Deed deed = deed(scenario, vehicle, line, from, to);
                if (wanted.test(deed)) {
                    found.add(deed.who());
                }
            }
        }
        return found;
    }

    private static Deed deed(SimScenario scenario, int vehicle, int line, double from, double to) {
        Point size = requireNonNull(scenario.sizes().get(vehicle));
        int side = 0;
        int over = 0;
        int begun = 0;
        boolean across = false;
        double reach = Double.NaN;
        double furthest = Double.NEGATIVE_INFINITY;
        for (SimScenario.Seen seen :
                requireNonNull(scenario.vehicles().get(vehicle)).values()) {
            double y = seen.centre().y();
            if (seen.truncation() >= RuleRun.CUT_OFF || y < from || y > to) {
                continue;
            }
            Footprint body = new Footprint(seen.centre(), seen.heading().angle(), size.x(), size.y(), 0, 0);
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (Point corner : body.outline().points()) {
                least = Math.min(least, corner.x() - BETWEEN_LANES.get(line));
                most = Math.max(most, corner.x() - BETWEEN_LANES.get(line));
            }
            side = side == 0 && least > 0 ? 1 : side == 0 && most < 0 ? -1 : side;
            reach = side == 0 ? Double.NaN : side > 0 ? -least : most;
            furthest = Double.isNaN(reach) ? furthest : Math.max(furthest, reach);
            boolean along = Math.abs(seen.heading().y()) >= ALONG;
            over += along && reach >= SURELY ? 1 : 0;
            begun += along && reach > TOUCH ? 1 : 0;
            across |= !along && reach > 0;
        }
        Act act;
        if (over >= LONG_ENOUGH * scenario.fps()) {
            act = Act.OVER;
        } else if (across) {
            act = begun <= BRIEFLY * scenario.fps() ? Act.TURNS_OFF : Act.UNCLEAR;
        } else {
            act = furthest > TOUCH ? Act.UNCLEAR : furthest > 0 ? Act.TOUCHES : furthest > -1 ? Act.NEAR_IT : Act.AWAY;
        }
        return new Deed(vehicle, line, act, side, reach < SURELY);
    }

    private static List<String> flagged(RuleRun run) {
        return run.violations().stream()
                .filter(violation -> violation.kind() == ViolationKind.SOLID_LINE)
                .map(violation -> violation.track() + " at "
                        + requireNonNull(violation.where().get("marking")).substring(1))
                .toList();
    }

    private static List<String> said(RuleRun run, String who) {
        int track = Integer.parseInt(who.substring(0, who.indexOf(' ')));
        return run.explanations().stream()
                .filter(said -> said.rule() == ViolationKind.SOLID_LINE && said.track() == track)
                .map(Explanation::reason)
                .toList();
    }

    /** The lane scenario with lines of these kinds, near and far, in place of its own. */
    private static SimScenario drawn(Path folder, String near, String far)
            throws IOException, ConfigException, InterruptedException {
        Path unpacked = SimulatedSeeds.unpack("seed1", folder, "E").resolve("E");
        SimScenario scenario = SimScenario.load(unpacked);
        Path file = unpacked.resolve("scene.yaml");
        CameraModel camera = requireNonNull(
                        Calibrations.of(SceneFile.load(file, Rules.keys()), scenario.width(), scenario.height()))
                .camera();
        String own = Files.readString(file);
        StringBuilder text = new StringBuilder(own.substring(0, own.indexOf("markings:"))).append("markings:\n");
        for (int line = 0; line < BETWEEN_LANES.size(); line++) {
            Point start = image(camera, scenario, BETWEEN_LANES.get(line), NEAR);
            Point middle = image(camera, scenario, BETWEEN_LANES.get(line), MIDDLE);
            Point end = image(camera, scenario, BETWEEN_LANES.get(line), FAR);
            text.append(marking("N" + line, start, middle, near)).append(marking("F" + line, middle, end, far));
        }
        Files.writeString(file, text);
        return scenario;
    }

    private static Point image(CameraModel camera, SimScenario scenario, double x, double y) {
        Point pixel = requireNonNull(camera.toImage(new Point(x, y), 0));
        return new Point(pixel.x() / scenario.width(), pixel.y() / scenario.height());
    }

    private static String marking(String id, Point from, Point to, String kind) {
        return String.format(
                Locale.ROOT,
                "- {id: %s, line: [[%.6f, %.6f], [%.6f, %.6f]], kind: %s}%n",
                id,
                from.x(),
                from.y(),
                to.x(),
                to.y(),
                kind);
    }
}
