package vn.ngatu.api.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import vn.ngatu.core.evidence.TestPackages;
import vn.ngatu.core.violation.ReportedViolation;

/** An evidence root that a test's engine writes to. */
final class EvidenceFolder {

    private static final OffsetDateTime WALL_TIME = OffsetDateTime.parse("2026-11-22T08:15:30.640+07:00");

    final Path root;

    EvidenceFolder(Path root) {
        this.root = root;
    }

    /** Writes the package of violation {@code number}; its line. */
    String write(String folder, int number) throws IOException {
        ReportedViolation reported =
                TestPackages.reported(TestPackages.redLight(number, 12.64), WALL_TIME.plusMinutes(number));
        TestPackages.write(root.resolve(folder).resolve("evidence"), reported);
        return TestPackages.line(reported, "evidence/" + reported.id());
    }

    /** Adds text to the folder's {@code violations.jsonl}. */
    void append(String folder, String text) throws IOException {
        Files.createDirectories(root.resolve(folder));
        Files.writeString(
                root.resolve(folder).resolve("violations.jsonl"),
                text,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The folder of the package that {@code line} names. */
    Path packageOf(String folder, String line) {
        String start = "\"evidence\":\"";
        String path = line.substring(line.indexOf(start) + start.length(), line.indexOf("/manifest.json"));
        return root.resolve(folder).resolve(path);
    }
}
