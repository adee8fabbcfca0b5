package vn.ngatu.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once, so that none rots; says nothing about speed. */
class BenchmarkSmokeTest {

    @ParameterizedTest
    @ValueSource(
            classes = {MediaBenchmark.class, DetectBenchmark.class, AnalysisBenchmark.class, FramePathBenchmark.class})
    void everyBenchmarkOfTheClassRuns(Class<?> benchmarks) throws RunnerException {
        Options once = new OptionsBuilder()
                .include(benchmarks.getSimpleName())
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .forks(0)
                .param("height", "360")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        Collection<RunResult> results = new Runner(once).run();

        assertThat(results).isNotEmpty();
    }
}
