package vn.ngatu.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Point;

class TrackingScoreTest {

    private static final Box HERE = new Box(100, 100, 40, 40);
    private static final Box THERE = new Box(300, 100, 40, 40);

    @Test
    void perfectTracksScoreOne() {
        TrackingScore score = score(10, 7, frame -> 1);
        assertThat(score.hota()).isCloseTo(1, within(1e-9));
        assertThat(score.idf1()).isEqualTo(1);
        assertThat(score.mota()).isEqualTo(1);
        assertThat(score.switches()).isZero();
    }

    @Test
    void aChangeOfNumberHalfWayHalvesAssociationButNotDetection() {
        TrackingScore score = score(10, 7, frame -> frame < 5 ? 1 : 2);
        assertThat(score.detection()).isCloseTo(1, within(1e-9));
        assertThat(score.association()).isCloseTo(0.5, within(1e-9));
        assertThat(score.hota()).isCloseTo(Math.sqrt(0.5), within(1e-9));
        assertThat(score.idf1()).isEqualTo(0.5);
        assertThat(score.switches()).isEqualTo(1);
        assertThat(score.mota()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void aFalseTrackCostsPrecision() {
        List<TrackingFrame> frames = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            frames.add(new TrackingFrame(
                    List.of(new TrackingFrame.Truth(7, HERE, true)),
                    List.of(new TrackingFrame.Guess(1, HERE), new TrackingFrame.Guess(2, THERE))));
        }
        TrackingScore score = TrackingScore.of(frames);
        assertThat(score.detection()).isCloseTo(0.5, within(1e-9));
        assertThat(score.idf1()).isCloseTo(20.0 / 30, within(1e-9));
        assertThat(score.mota()).isEqualTo(0);
    }

    @Test
    void followingSomeoneNobodyAskedForIsNoError() {
        List<TrackingFrame> frames = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            frames.add(new TrackingFrame(
                    List.of(new TrackingFrame.Truth(7, HERE, true), new TrackingFrame.Truth(8, THERE, false)),
                    List.of(new TrackingFrame.Guess(1, HERE), new TrackingFrame.Guess(2, THERE))));
        }
        assertThat(TrackingScore.of(frames).hota()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aBoxThatOverlapsByHalfCountsUpToThatOverlapOnly() {
        Box half = new Box(100, 100, 40, 20);
        List<TrackingFrame> frames = List.of(new TrackingFrame(
                List.of(new TrackingFrame.Truth(7, HERE, true)), List.of(new TrackingFrame.Guess(1, half))));
        TrackingScore score = TrackingScore.of(frames);
        assertThat(score.hota()).isCloseTo(10.0 / 19, within(1e-9));
        assertThat(score.idf1()).isEqualTo(1);
    }

    @Test
    void noTracksScoreNothing() {
        TrackingScore score = TrackingScore.of(
                List.of(new TrackingFrame(List.of(new TrackingFrame.Truth(7, HERE, true)), List.of())));
        assertThat(score.hota()).isZero();
        assertThat(score.idf1()).isZero();
    }

    @Test
    void groundErrorsAreSplitByHeading() {
        List<GroundScore.Sample> samples = List.of(
                new GroundScore.Sample(new Point(0.2, 1.0), new Point(0, 1)),
                new GroundScore.Sample(new Point(0.4, -3.0), new Point(0, 1)));
        GroundScore score = GroundScore.of(samples);
        assertThat(score.acrossMedian()).isCloseTo(0.3, within(1e-9));
        assertThat(score.alongMedian()).isCloseTo(2, within(1e-9));
        assertThat(score.along90()).isCloseTo(2.8, within(1e-9));
    }

    private interface Numbers {
        int at(int frame);
    }

    private static TrackingScore score(int frames, int truth, Numbers numbers) {
        List<TrackingFrame> all = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            all.add(new TrackingFrame(
                    List.of(new TrackingFrame.Truth(truth, HERE, true)),
                    List.of(new TrackingFrame.Guess(numbers.at(i), HERE))));
        }
        return TrackingScore.of(all);
    }
}
