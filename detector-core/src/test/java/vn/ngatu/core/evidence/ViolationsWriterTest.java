package vn.ngatu.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.violation.ReportedViolation;

class ViolationsWriterTest {

    private static final OffsetDateTime WALL_TIME = OffsetDateTime.parse("2026-11-22T08:15:30.640+07:00");

    private final Path folder;

    ViolationsWriterTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aLineHasTheMembersOfTheContractInTheirOrder() throws IOException {
        ReportedViolation reported = ReportedViolation.of(
                "cam-1", "ly-thuong-kiet", WALL_TIME, TestPackages.redLight(17, 12.64), "evidence/x/manifest.json");
        assertThat(write(List.of(reported)))
                .isEqualTo("{\"id\":\"" + reported.id() + "\",\"camera\":\"cam-1\",\"scene\":\"ly-thuong-kiet\","
                        + "\"kind\":\"red-light\",\"start\":12.4,\"decisive\":12.64,\"end\":14.2,"
                        + "\"wallTime\":\"2026-11-22T08:15:30.640+07:00\",\"clock\":null,\"track\":17,\"vehicle\":\"motorcycle\","
                        + "\"box\":[412,300.1,58,96],\"where\":{\"stopLine\":\"S1\",\"signal\":\"main\",\"lane\":\"L2\"},"
                        + "\"facts\":{\"timeIntoRed\":{\"value\":4.2,\"unit\":\"s\",\"provenance\":\"measured\"},"
                        + "\"distancePastLine\":{\"value\":7.13,\"unit\":\"m\",\"provenance\":\"measured\"},"
                        + "\"signalSource\":{\"value\":\"LAMPS\",\"unit\":null,\"provenance\":\"configured\"},"
                        + "\"speed\":{\"value\":null,\"unit\":\"m/s\",\"provenance\":\"unknown\"}},"
                        + "\"confidence\":0.93,\"plate\":{\"text\":null,\"provenance\":\"unknown\"},"
                        + "\"evidence\":\"evidence/x/manifest.json\"}\n");
    }

    @Test
    void twoRunsWriteTheSameBytesInEveryLocale() throws IOException {
        String first = write(both());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(write(both())).isEqualTo(first);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anUnknownWallTimeIsNull() throws IOException {
        assertThat(write(both())).contains("\"wallTime\":null").contains("\"evidence\":null");
    }

    @Test
    void idsTellViolationsApartByTrackMillisecondAndWallTime() {
        String id = TestPackages.reported(TestPackages.redLight(1, 12.64), null).id();
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(TestPackages.reported(TestPackages.redLight(1, 12.64), null).id())
                .isEqualTo(id);
        assertThat(TestPackages.reported(TestPackages.redLight(2, 12.64), null).id())
                .isNotEqualTo(id);
        assertThat(TestPackages.reported(TestPackages.redLight(1, 12.641), null).id())
                .isNotEqualTo(id);
        assertThat(TestPackages.reported(TestPackages.redLight(1, 12.64), WALL_TIME)
                        .id())
                .isNotEqualTo(id);
    }

    @Test
    void theFileAppearsOnlyWhenItIsWhole() throws IOException {
        Path target = folder.resolve("violations.jsonl");
        try (ViolationsWriter writer = ViolationsWriter.create(target)) {
            writer.accept(both().get(0));
            assertThat(target).doesNotExist();
            // Each line is with the operating system before the next violation is taken.
            assertThat(folder.resolve("violations.jsonl.partial"))
                    .content()
                    .endsWith("}\n")
                    .hasLineCount(1);
            writer.finish();
        }
        assertThat(target).isNotEmptyFile();
        assertThat(folder.resolve("violations.jsonl.partial")).doesNotExist();
    }

    @Test
    void anAnalysisThatFailsLeavesNoFileAndTheOlderResultStays() throws IOException {
        Path target = Files.writeString(folder.resolve("violations.jsonl"), "older\n");
        try (ViolationsWriter writer = ViolationsWriter.create(target)) {
            writer.accept(both().get(0));
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
        assertThat(target).hasContent("older\n");
    }

    @Test
    void anUnwritableFolderIsToldAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatIOException().isThrownBy(() -> ViolationsWriter.create(file.resolve("violations.jsonl")));
    }

    private static List<ReportedViolation> both() {
        return List.of(
                TestPackages.reported(TestPackages.redLight(17, 12.64), null),
                TestPackages.reported(TestPackages.redLight(18, 13.0), WALL_TIME));
    }

    private String write(List<ReportedViolation> violations) throws IOException {
        Path target = folder.resolve("out.jsonl");
        try (ViolationsWriter writer = ViolationsWriter.create(target)) {
            for (ReportedViolation violation : violations) {
                writer.accept(violation);
            }
            writer.finish();
        }
        return Files.readString(target);
    }
}
