package vn.ngatu.core.track;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.CuboidOutline;
import vn.ngatu.core.geom.Dimensions;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;

class TrackerTest {

    private static final CameraModel CAMERA = CameraModel.ofPose(8, Math.toRadians(18), 0, 1250, 1920, 1080);
    private static final Dimensions CAR = new Dimensions(4.5, 1.8, 1.5);
    private static final Dimensions LORRY = new Dimensions(8.2, 2.4, 3.2);
    private static final double NORTH = Math.PI / 2;

    @Test
    void followsACarAtEveryFrameRate() {
        for (double fps : new double[] {25, 10, 5, 2.5}) {
            Tracker tracker = tracker();
            Set<Integer> ids = new TreeSet<>();
            List<Track> last = List.of();
            for (int frame = 0; frame < 4 * fps; frame++) {
                double y = 20 + 9 * frame / fps;
                last = tracker.update(frame / fps, List.of(seen(ObjectClass.CAR, CAR, new Point(3, y))));
                last.forEach(track -> ids.add(track.id()));
                if (frame / fps > 2) {
                    assertThat(last).hasSize(1);
                    Footprint footprint = requireNonNull(last.get(0).footprint());
                    assertThat(footprint.centre().distance(new Point(3, y))).isLessThan(0.6);
                    assertThat(last.get(0).speed()).isCloseTo(9, within(1.0));
                    assertThat(Math.cos(footprint.heading() - NORTH)).isGreaterThan(0.98);
                }
            }
            assertThat(ids).containsExactly(1);
        }
    }

    @Test
    void theFrontIsToldWorseOfOneThatIsSeenFromBehind() {
        Footprint away = driving(30, 0.6);
        Footprint toward = driving(54, -0.6);

        assertThat(away.centre().distance(toward.centre())).isLessThan(1);
        // The far end of a car is hidden by its roof, so that its length is a guess.
        assertThat(away.sigmaFront()).isGreaterThan(1.2 * toward.sigmaFront());
    }

    // Where one is that went north from y by `step` metres in each of 20 frames.
    private static Footprint driving(double y, double step) {
        Tracker tracker = new Tracker(
                CAMERA, 1920, 1080, TrackerSettings.defaults(), place -> List.of(step > 0 ? NORTH : -NORTH));
        List<Track> tracks = List.of();
        for (int frame = 0; frame <= 20; frame++) {
            tracks = tracker.update(frame / 10.0, List.of(seen(ObjectClass.CAR, CAR, new Point(3, y + step * frame))));
        }
        return requireNonNull(tracks.get(0).footprint());
    }

    @Test
    void aCarUnseenForTwoSecondsKeepsItsNumber() {
        Tracker tracker = tracker();
        Set<Integer> ids = new TreeSet<>();
        for (int frame = 0; frame < 60; frame++) {
            boolean hidden = frame > 20 && frame <= 40;
            List<Detection> detections =
                    hidden ? List.of() : List.of(seen(ObjectClass.CAR, CAR, new Point(3, 20 + 0.6 * frame)));
            tracker.update(frame / 10.0, detections).forEach(track -> ids.add(track.id()));
        }
        assertThat(ids).containsExactly(1);
    }

    @Test
    void aCarThatComesBackWhereItAloneCanBeIsSurelyTheSame() {
        assertThat(rejoined(List.of()).relinked()).isNegative();
    }

    @Test
    void aCarThatComesBackBesideAnotherNewOneLeavesDoubt() {
        assertThat(rejoined(List.of(new Point(3, 36))).relinked()).isEqualTo(3.2);
    }

    // Track 1 at the end of a break of a second and more, from which others come back with it.
    private static Track rejoined(List<Point> others) {
        Tracker tracker = tracker();
        List<Track> last = List.of();
        for (int frame = 0; frame <= 32; frame++) {
            List<Detection> detections = new ArrayList<>();
            if (frame <= 20 || frame == 32) {
                detections.add(seen(ObjectClass.CAR, CAR, new Point(3, 20 + 0.6 * frame)));
            }
            if (frame == 32) {
                others.forEach(at -> detections.add(seen(ObjectClass.CAR, CAR, at)));
            }
            last = tracker.update(frame / 10.0, detections);
        }
        return last.get(0);
    }

    @Test
    void aLorryThatTurnedWhileUnseenIsNotDrawnOnWithItsHeadingMirrored() {
        Tracker tracker = tracker();
        Point place = new Point(-8, 14);
        double heading = NORTH;
        Set<Integer> ids = new TreeSet<>();
        for (int frame = 0; frame <= 45; frame++) {
            // To the right, then to the left, then right again while nobody sees it.
            double turn = frame < 8 ? -0.35 : frame < 20 ? 0 : frame < 26 ? 1.3 : frame < 35 ? -1.1 : 0;
            heading += turn / 10;
            place = place.plus(Point.ofAngle(heading).times(0.86));
            boolean seen = frame <= 24 || frame > 33 && frame <= 40 || frame == 45;
            List<Detection> detections = seen ? List.of(seen(ObjectClass.TRUCK, LORRY, place, heading)) : List.of();
            List<Track> tracks = tracker.update(frame / 10.0, detections);
            if (seen) {
                tracks.forEach(track -> ids.add(track.id()));
            }
            if (frame == 40) {
                assertThat(requireNonNull(tracks.get(0).footprint()).heading()).isCloseTo(heading, within(0.2));
            }
        }
        assertThat(ids).containsExactly(1);
    }

    @Test
    void theDancingBoxesOfALorryThatIsBackDoNotTurnIt() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Tracker tracker = tracker();
            for (int frame = 0; frame <= 45; frame++) {
                Box box = seen(ObjectClass.TRUCK, LORRY, new Point(-4, 15 + 0.86 * frame))
                        .box();
                Detection dancing = new Detection(shaken(box, random), 0.9, ObjectClass.TRUCK);
                boolean seen = frame <= 20 || frame > 29;
                List<Track> tracks = tracker.update(frame / 10.0, seen ? List.of(dancing) : List.of());
                if (frame > 29) {
                    assertThat(requireNonNull(tracks.get(0).footprint()).heading())
                            .isCloseTo(NORTH, within(0.45));
                }
            }
        }
    }

    // A box whose edges are off by up to ten in a hundred of its size.
    private static Box shaken(Box box, Random random) {
        double[] off = random.doubles(4, -0.10, 0.10).toArray();
        return new Box(
                box.left() + off[0] * box.width(),
                box.top() + off[1] * box.height(),
                box.width() * (1 + off[2]),
                box.height() * (1 + off[3]));
    }

    @Test
    void aCarThatDrivesOffUnseenKeepsItsNumber() {
        // Standing until 8 s and seen again at 9.2 s, when it has gained speed for a second.
        assertThat(afterAStand(new Point(3, 21))).extracting(Track::id).containsExactly(1);
    }

    @Test
    void aCarThatAppearsInTheNextLaneMeanwhileIsAnother() {
        assertThat(afterAStand(new Point(6.5, 21))).extracting(Track::id).doesNotContain(1);
    }

    @Test
    void aCarThatAppearsFartherAheadThanItCouldBeIsAnother() {
        assertThat(afterAStand(new Point(3, 28))).extracting(Track::id).contains(2);
    }

    private static List<Track> afterAStand(Point next) {
        Tracker tracker = tracker();
        for (int frame = 0; frame <= 80; frame++) {
            // It drives up for three seconds, slowing down.
            double left = Math.max(0, 30 - frame) / 10.0;
            Point at = new Point(3, 20 - left * left);
            tracker.update(frame / 10.0, List.of(seen(ObjectClass.CAR, CAR, at)));
        }
        for (int frame = 81; frame < 92; frame++) {
            tracker.update(frame / 10.0, List.of());
        }
        return tracker.update(9.2, List.of(seen(ObjectClass.CAR, CAR, next)));
    }

    @Test
    void aCarUnseenForLongIsRemovedAndItsNumberNeverUsedAgain() {
        Tracker tracker = tracker();
        for (int frame = 0; frame < 20; frame++) {
            tracker.update(frame / 10.0, List.of(seen(ObjectClass.CAR, CAR, new Point(3, 20 + 0.6 * frame))));
        }
        List<Integer> removed = new ArrayList<>();
        for (int frame = 20; frame < 70; frame++) {
            tracker.update(frame / 10.0, List.of());
            removed.addAll(tracker.removed());
        }
        assertThat(removed).containsExactly(1);
        List<Track> after = tracker.update(7, List.of(seen(ObjectClass.CAR, CAR, new Point(3, 40))));
        assertThat(after).extracting(Track::id).doesNotContain(1);
    }

    @Test
    void aParkedCarHiddenByALorryFor38SecondsKeepsItsNumber() {
        Tracker tracker = tracker();
        Set<Integer> cars = new TreeSet<>();
        Set<Integer> lorries = new TreeSet<>();
        for (int frame = 0; frame < 600; frame++) {
            double time = frame / 10.0;
            // The lorry drives up, stands from 4 s to 42 s between the camera and the car, and drives on.
            double lorryY = time < 4 ? 12 + 2 * time : time < 42 ? 20 : 20 + 2 * (time - 42);
            List<Detection> detections = new ArrayList<>();
            Detection lorry = seen(ObjectClass.TRUCK, LORRY, new Point(2, lorryY));
            Detection car = seen(ObjectClass.CAR, CAR, new Point(2.5, 30));
            detections.add(lorry);
            if (lorry.box().intersection(car.box()) < 0.6 * car.box().area()) {
                detections.add(car);
            }
            for (Track track : tracker.update(time, detections)) {
                (track.objectClass() == ObjectClass.CAR ? cars : lorries).add(track.id());
            }
        }
        assertThat(cars).hasSize(1);
        assertThat(lorries).hasSize(1).doesNotContainAnyElementsOf(cars);
    }

    @Test
    void aCarThatStopsBehindAStandingLorryKeepsItsNumberAndLeavesDoubt() {
        Tracker tracker = tracker();
        Set<Integer> cars = new TreeSet<>();
        Track last = null;
        for (int frame = 0; frame < 450; frame++) {
            double time = frame / 10.0;
            List<Detection> detections = new ArrayList<>();
            if (time < 30) {
                detections.add(seen(ObjectClass.TRUCK, LORRY, new Point(2.5, 22)));
            }
            // The car brakes from 6 m/s to a stop at y = 36; the lorry hides its last metres.
            double left = Math.max(0, 4 - time);
            if (time < 3.2 || time > 30) {
                detections.add(seen(ObjectClass.CAR, CAR, new Point(2.5, 36 - 0.75 * left * left)));
            }
            for (Track track : tracker.update(time, detections)) {
                if (track.objectClass() == ObjectClass.CAR) {
                    cars.add(track.id());
                    last = track;
                }
            }
        }
        assertThat(cars).hasSize(1);
        assertThat(requireNonNull(last).observed()).isTrue();
        assertThat(last.relinked()).isCloseTo(30, within(0.2));
    }

    @Test
    void aCarThatParksWhereAnotherLeftHasItsOwnNumber() {
        Tracker tracker = tracker();
        List<Integer> there = new ArrayList<>();
        for (int frame = 0; frame < 400; frame++) {
            double time = frame / 10.0;
            List<Detection> detections = new ArrayList<>();
            // The first drives off at 10 s, the second draws up behind it and stops in its place at 20 s.
            double gone = Math.max(0, time - 10);
            detections.add(seen(ObjectClass.CAR, CAR, new Point(3, Math.min(90, 30 + gone * gone))));
            double left = Math.max(0, 20 - time);
            if (left < 4) {
                detections.add(seen(ObjectClass.CAR, CAR, new Point(3, 30 - left * left)));
            }
            List<Track> tracks = tracker.update(time, detections);
            if (frame == 90 || frame == 399) {
                tracks.stream()
                        .filter(track ->
                                requireNonNull(track.footprint()).centre().distance(new Point(3, 30)) < 1)
                        .forEach(track -> there.add(track.id()));
            }
        }
        assertThat(there).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aCarSeenWhereALorryWasIsNotThePartOfTheLorryThatIsNotHidden() {
        assertThat(whereALorryStood(0.4)).contains(ObjectClass.CAR);
    }

    @Test
    void aLorryCalledACarForAWhileIsStillTheLorry() {
        assertThat(whereALorryStood(0.8)).containsExactly(ObjectClass.TRUCK);
    }

    // Who is there after a lorry has stood for 20 s, when the lower {@code share} of its box is called a car for 8 s.
    private static Set<ObjectClass> whereALorryStood(double share) {
        Tracker tracker = tracker();
        Box lorry = seen(ObjectClass.TRUCK, LORRY, new Point(3, 30)).box();
        Box lower =
                new Box(lorry.left(), lorry.bottom() - share * lorry.height(), lorry.width(), share * lorry.height());
        List<Track> last = List.of();
        for (int frame = 0; frame < 280; frame++) {
            Detection detection = frame < 200
                    ? new Detection(lorry, 0.9, ObjectClass.TRUCK)
                    : new Detection(lower, 0.9, ObjectClass.CAR);
            last = tracker.update(frame / 10.0, List.of(detection));
        }
        return last.stream().filter(Track::observed).map(Track::objectClass).collect(Collectors.toSet());
    }

    @Test
    void aHiddenParkedCarIsNotDraggedAlongByTheLorryThatHidesIt() {
        Tracker tracker = tracker();
        for (int frame = 0; frame < 300; frame++) {
            double time = frame / 10.0;
            List<Detection> detections = new ArrayList<>();
            Detection car = seen(ObjectClass.CAR, CAR, new Point(3, 30));
            Detection lorry = seen(ObjectClass.TRUCK, LORRY, new Point(2, 5 * (time - 10)));
            boolean near = time > 11 && time < 20;
            if (near) {
                detections.add(lorry);
            }
            if (!near || lorry.box().intersection(car.box()) < 0.2 * car.box().area()) {
                detections.add(car);
            }
            for (Track track : tracker.update(time, detections)) {
                if (track.objectClass() == ObjectClass.CAR) {
                    assertThat(track.id()).isEqualTo(1);
                    assertThat(requireNonNull(track.footprint()).centre().distance(new Point(3, 30)))
                            .isLessThan(1);
                }
            }
        }
    }

    @Test
    void aStandingCarDoesNotSeemToMove() {
        Tracker tracker = tracker();
        Random random = new Random(3);
        for (int frame = 0; frame < 100; frame++) {
            Box box = seen(ObjectClass.CAR, CAR, new Point(3, 35)).box();
            Box shaken = Box.ofCorners(
                    box.left() + 2 * random.nextGaussian(),
                    box.top() + 2 * random.nextGaussian(),
                    box.right() + 2 * random.nextGaussian(),
                    box.bottom() + 2 * random.nextGaussian());
            List<Track> tracks = tracker.update(frame / 10.0, List.of(new Detection(shaken, 0.9, ObjectClass.CAR)));
            if (frame > 20) {
                assertThat(tracks.get(0).speed()).isLessThan(0.3);
            }
        }
    }

    @Test
    void oneWrongClassDoesNotChangeATrack() {
        Tracker tracker = tracker();
        List<Track> tracks = List.of();
        for (int frame = 0; frame < 20; frame++) {
            ObjectClass said = frame == 10 ? ObjectClass.TRUCK : ObjectClass.CAR;
            tracks = tracker.update(frame / 10.0, List.of(seen(said, CAR, new Point(3, 20 + 0.6 * frame))));
        }
        assertThat(tracks).extracting(Track::id).containsExactly(1);
        assertThat(tracks).extracting(Track::objectClass).containsExactly(ObjectClass.CAR);
    }

    @Test
    void aMotorcycleNeverContinuesACar() {
        Tracker tracker = tracker();
        for (int frame = 0; frame < 20; frame++) {
            tracker.update(frame / 10.0, List.of(seen(ObjectClass.CAR, CAR, new Point(3, 30))));
        }
        List<Track> tracks = List.of();
        for (int frame = 20; frame < 30; frame++) {
            tracks = tracker.update(
                    frame / 10.0,
                    List.of(seen(ObjectClass.MOTORCYCLE, new Dimensions(1.95, 0.55, 1.6), new Point(3, 30))));
        }
        List<Track> observed = tracks.stream().filter(Track::observed).toList();
        assertThat(observed).extracting(Track::objectClass).containsExactly(ObjectClass.MOTORCYCLE);
        assertThat(observed).extracting(Track::id).doesNotContain(1);
    }

    @Test
    void withoutACalibrationBoxesAreFollowedInThePicture() {
        Tracker tracker = new Tracker(null, 1920, 1080, TrackerSettings.defaults(), HeadingPrior.NONE);
        Set<Integer> ids = new TreeSet<>();
        for (int frame = 0; frame < 30; frame++) {
            boolean hidden = frame > 12 && frame < 18;
            Box box = new Box(100 + 15 * frame, 400, 120, 90);
            List<Track> tracks = tracker.update(
                    frame / 10.0, hidden ? List.of() : List.of(new Detection(box, 0.8, ObjectClass.CAR)));
            for (Track track : tracks) {
                ids.add(track.id());
                assertThat(track.footprint()).isNull();
                assertThat(track.velocity()).isNull();
            }
        }
        assertThat(ids).containsExactly(1);
    }

    @Test
    void faintDetectionsStartNothing() {
        Tracker tracker = tracker();
        for (int frame = 0; frame < 10; frame++) {
            Box box = seen(ObjectClass.CAR, CAR, new Point(3, 30)).box();
            assertThat(tracker.update(frame / 10.0, List.of(new Detection(box, 0.3, ObjectClass.CAR))))
                    .isEmpty();
        }
    }

    @Test
    void timeThatDoesNotGoForwardIsRefused() {
        Tracker tracker = tracker();
        tracker.update(1, List.of());
        assertThatThrownBy(() -> tracker.update(1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time: 1.0 (expected: later than 1.0)");
    }

    private static Tracker tracker() {
        return new Tracker(CAMERA, 1920, 1080, TrackerSettings.defaults(), HeadingPrior.NONE);
    }

    private static Detection seen(ObjectClass objectClass, Dimensions size, Point place) {
        return seen(objectClass, size, place, NORTH);
    }

    private static Detection seen(ObjectClass objectClass, Dimensions size, Point place, double heading) {
        CuboidOutline outline = new CuboidOutline(CAMERA);
        outline.project(place.x(), place.y(), heading, size.length(), size.width(), size.height());
        return new Detection(outline.box().clip(1920, 1080), 0.9, objectClass);
    }
}
