package vn.ngatu.core.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/** Small violations and packages for tests. */
public final class TestPackages {

    private TestPackages() {}

    /** A motorcycle that ran a red light. */
    public static Violation redLight(int track, double decisive) {
        Map<String, String> where = new LinkedHashMap<>();
        where.put("stopLine", "S1");
        where.put("signal", "main");
        where.put("lane", "L2");
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("timeIntoRed", Fact.measured(4.20004, "s"));
        facts.put("distancePastLine", Fact.measured(7.126, "m"));
        facts.put("signalSource", Fact.configured("LAMPS", null));
        facts.put("speed", Fact.unknown("m/s"));
        return new Violation(
                ViolationKind.RED_LIGHT,
                track,
                ObjectClass.MOTORCYCLE,
                decisive - 0.24,
                decisive,
                decisive + 1.56,
                decisive + 1.6,
                new Box(412.04, 300.06, 58, 96),
                where,
                facts,
                0.93);
    }

    /** The violation as the camera {@code cam-1} reports it. */
    public static ReportedViolation reported(Violation violation, @Nullable OffsetDateTime wallTime) {
        return ReportedViolation.of("cam-1", "ly-thuong-kiet", wallTime, violation, null);
    }

    /** Writes a package with two small files into {@code root} and continues its chain. */
    public static Path write(Path root, int track) throws IOException {
        return write(root, reported(redLight(track, 12.64), null));
    }

    /** Writes the package of {@code reported} with two small files into {@code root} and continues its chain. */
    public static Path write(Path root, ReportedViolation reported) throws IOException {
        EvidenceChain chain = EvidenceChain.in(root);
        try (PackageWriter writer = PackageWriter.start(root, reported.id())) {
            writer.add("signals.csv", "signals", null, "start,end,signal,state\n".getBytes(StandardCharsets.UTF_8));
            writer.add("track.csv", "track", null, new byte[] {1, 2, 3, 0, (byte) 200});
            Manifest manifest = manifest(reported, writer.entries(), chain.next());
            writer.finish(manifest.sealed());
        }
        return root.resolve(reported.id());
    }

    /** The line of {@code violations.jsonl} for {@code reported}, whose package lies in {@code evidence}. */
    public static String line(ReportedViolation reported, String evidence) {
        return Json.asGiven(ViolationJson.facts(reported).put("evidence", evidence + "/" + Manifest.FILE));
    }

    static Manifest manifest(ReportedViolation reported, List<Manifest.Entry> entries, Manifest.Chain chain) {
        List<Manifest.Missing> missing = Stream.of("a-before", "b-decisive", "c-after", "clip")
                .map(name -> new Manifest.Missing(name, "no video"))
                .toList();
        Manifest.Origin unknown = new Manifest.Origin(null, null);
        return new Manifest(
                Manifest.FORMAT,
                reported.id(),
                reported.camera(),
                new Manifest.Origin(reported.scene(), "0".repeat(64)),
                new Manifest.Origin("red-light", null),
                unknown,
                new Manifest.Origin("ngatu 0.1.0", null),
                new Manifest.Clock("unknown", null, "Asia/Ho_Chi_Minh"),
                ViolationJson.facts(reported),
                List.of(new Manifest.Still("a-before", 12.4, 12_400_000_000L, null, List.of(1.5, 2.0, 3.0, 4.0))),
                null,
                entries,
                missing,
                chain,
                null);
    }

    /** Zips the files below {@code folder} under their paths relative to {@code base}. */
    static Path zip(Path base, Path folder, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(base.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
        }
        return target;
    }
}
