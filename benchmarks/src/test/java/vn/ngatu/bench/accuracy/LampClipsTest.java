package vn.ngatu.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.api.parts.SceneParts;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.SceneFile;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.signal.SignalInterval;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.signal.SignalsCsv;

/** Lamps in clips whose signals are known: a rendered one of this project, and a real one that lies beside the checkout or not. */
class LampClipsTest {

    private static final Path HOME = Path.of(System.getProperty("ngatu.home"));
    private static final Path RENDERED = HOME.resolve("benchmarks/scenes/red-light-day");
    private static final Path REAL = HOME.resolve("../shared/data/videos/red-light-asia.mp4");

    @ParameterizedTest
    @ValueSource(doubles = {5, 10})
    void aCycleIsReadWithoutOneFrameOfRedWhileGreen(double rate) throws IOException, ConfigException {
        SignalTimeline truth = SignalsCsv.read(RENDERED.resolve("signals.csv"));
        List<SignalHead> heads = SceneParts.heads(SceneFile.load(RENDERED.resolve("scene.yaml"), Rules.keys()));

        LampRun run = LampRun.of(RENDERED.resolve("clip.mp4"), heads, truth, "main", rate);

        assertThat(run.frames()).isGreaterThan((int) (40 * rate));
        assertThat(run.redWhileGreen()).isZero();
        assertThat(run.accuracy()).as("%s", run).isGreaterThanOrEqualTo(0.99);
        assertThat(run.coverage()).as("%s", run).isGreaterThanOrEqualTo(0.99);
        assertThat(run.changes()).as("%s", run).isEqualTo(run.allChanges());
        assertThat(run.delay()).as("%s", run).isLessThanOrEqualTo(0.2);
    }

    @Test
    void aBoxBesideTheLampsReadsHardlyAnythingAndNoRedWhileGreen() throws IOException, ConfigException {
        SignalTimeline truth = SignalsCsv.read(RENDERED.resolve("signals.csv"));
        List<SignalHead> lamps = SceneParts.heads(SceneFile.load(RENDERED.resolve("scene.yaml"), Rules.keys()));
        List<SignalHead> beside = lamps.stream()
                .map(head -> new SignalHead(
                        head.signal(),
                        new Box(
                                head.box().left() - 3 * head.box().width(),
                                head.box().top(),
                                head.box().width(),
                                head.box().height()),
                        head.vertical(),
                        head.lamps()))
                .toList();

        LampRun run = LampRun.of(RENDERED.resolve("clip.mp4"), beside, truth, "main", 5);

        assertThat(run.coverage()).as("%s", run).isLessThan(0.05);
        assertThat(run.redWhileGreen()).isZero();
    }

    // Two lit heads of 9 by 21 pixels; a person read amber to 1.80 s and red from 1.92 s.
    @ParameterizedTest
    @ValueSource(doubles = {5, 10, 25})
    void redAfterAmberIsReadFromARealClip(double rate) throws IOException, ConfigException {
        assumeTrue(Files.exists(REAL), "red-light-asia.mp4 is not here: the real clips are not part of the project");
        SignalTimeline truth = new SignalTimeline(SignalSource.CONTROLLER);
        truth.append(new SignalInterval("main", 0, 1.8, SignalState.AMBER));
        truth.append(new SignalInterval("main", 1.92, 5.16, SignalState.RED));
        truth.complete();
        Path scene = HOME.resolve("violation-api/examples/scenes/overpass.yaml");
        List<SignalHead> heads = SceneParts.heads(SceneFile.load(scene, Rules.keys()));

        LampRun run = LampRun.of(REAL, heads, truth, "main", rate);

        assertThat(run.wrong()).as("%s", run).isZero();
        assertThat(run.coverage()).as("%s", run).isGreaterThanOrEqualTo(0.99);
        assertThat(run.delay()).as("%s", run).isLessThanOrEqualTo(0.2);
    }
}
