package vn.ngatu.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.ngatu.api.cases.TestCases.HOA;
import static vn.ngatu.api.cases.TestCases.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.CaseFilter;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;
import vn.ngatu.core.evidence.EvidenceVerifier;
import vn.ngatu.core.evidence.Sha256;
import vn.ngatu.core.evidence.sign.ManifestSignature;
import vn.ngatu.core.evidence.sign.SigningKey;

@BothDatabases
class IntakeTest {

    private final Path root;

    private EvidenceFolder folder;
    private Database database;
    private Intake intake;
    private IntakeWatch watch;
    private final List<String> told = new ArrayList<>();

    IntakeTest(@TempDir Path root) {
        this.root = root;
    }

    @BeforeEach
    void open(Database opened) {
        folder = new EvidenceFolder(root);
        database = opened;
        CaseChanges changes = new CaseChanges();
        changes.listen(told::add);
        intake = new Intake(database, new AuditLog(database), changes, root, null);
        watch = new IntakeWatch(intake, NOON);
    }

    private List<Case> cases() {
        return new Cases(database).list(CaseFilter.ALL, HOA, null, 50).cases();
    }

    private String faults() {
        List<QuarantineEntry> entries = intake.quarantine(9);
        assertThat(entries).hasSize(1);
        assertThat(cases()).isEmpty();
        return entries.get(0).faults();
    }

    @Test
    void aWholePackageBecomesACaseOnce() throws IOException {
        String line = folder.write("", 1);
        assertThat(intake.take("", line, NOON)).isEqualTo(Intake.Outcome.TAKEN);
        assertThat(intake.take("", line, NOON.plusSeconds(9))).isEqualTo(Intake.Outcome.KNOWN);
        assertThat(cases()).hasSize(1);
        Case made = cases().get(0);
        assertThat(made.state()).isEqualTo(CaseState.NEW);
        assertThat(made.camera()).isEqualTo("cam-1");
        assertThat(made.kind()).isEqualTo("red-light");
        assertThat(made.vehicle()).isEqualTo("motorcycle");
        assertThat(made.receivedAt()).isEqualTo(NOON);
        Instant decisive = Instant.parse("2026-11-22T01:16:30.640Z");
        assertThat(made.act()).isEqualTo(new Case.Act(decisive.minusMillis(240), decisive, decisive.plusMillis(1560)));
        Path manifest = root.resolve(made.evidence()).resolve("manifest.json");
        assertThat(made.manifest()).isEqualTo(Sha256.hex(Files.readAllBytes(manifest)));
        assertThat(new Cases(database).line(made.id(), HOA)).isEqualTo(line);
        assertThat(told).containsExactly(made.id());
        assertThat(new AuditLog(database).after(0, 9))
                .singleElement()
                .satisfies(row -> assertThat(row.entry().detail()).containsEntry("manifest", made.manifest()));
    }

    @Test
    void aChangedPackageIsSetAsideAndTakenOnceItIsRepaired() throws IOException {
        String line = folder.write("", 1);
        Path track = folder.packageOf("", line).resolve("track.csv");
        byte[] whole = Files.readAllBytes(track);
        Files.write(track, new byte[] {1, 2, 3, 0, 9});
        assertThat(intake.take("", line, NOON)).isEqualTo(Intake.Outcome.QUARANTINED);
        assertThat(intake.take("", line, NOON)).isEqualTo(Intake.Outcome.QUARANTINED);
        assertThat(faults()).contains("track.csv: changed");
        Files.write(track, whole);
        assertThat(intake.retry(intake.quarantine(9).get(0).id(), NOON)).contains(Intake.Outcome.TAKEN);
        assertThat(intake.quarantine(9)).isEmpty();
        assertThat(cases()).hasSize(1);
        assertThat(intake.retry("none", NOON)).isEmpty();
    }

    @Test
    void aMissingPackageIsSetAside() throws IOException {
        String line = folder.write("", 1).replaceAll("evidence/[0-9a-f]+/", "evidence/elsewhere/");
        intake.take("", line, NOON);
        assertThat(faults()).contains("evidence/elsewhere is no folder");
    }

    @Test
    void aLineThatTheManifestDoesNotRepeatIsSetAside() throws IOException {
        intake.take("", folder.write("", 1).replace("\"confidence\":0.93", "\"confidence\":0.99"), NOON);
        assertThat(faults()).contains("not what the manifest");
    }

    @Test
    void aPathOutOfTheRootIsSetAside() throws IOException {
        Path outside = Files.createDirectory(root.resolve("inner"));
        String line = folder.write("", 1).replaceAll("\"evidence/([0-9a-f]+)/", "\"../evidence/$1/");
        new Intake(database, new AuditLog(database), new CaseChanges(), outside, null).take("", line, NOON);
        assertThat(faults()).contains("evidence: \"../evidence/");
    }

    @Test
    void aLinkedPackageIsSetAside() throws IOException {
        String line = folder.write("", 1);
        Path real = folder.packageOf("", line);
        Files.createSymbolicLink(
                Files.move(real, root.resolve("moved")).resolveSibling("evidence/" + real.getFileName()),
                root.resolve("moved"));
        intake.take("", line, NOON);
        assertThat(faults()).contains("is no folder");
    }

    @Test
    void whatIsNoViolationIsSetAside() throws IOException {
        for (String line : List.of("", "{", "[]", "null", "{\"id\":\"1\"}", "{\"id\":1e99}", "x".repeat(100_000))) {
            assertThat(intake.take("", line, NOON)).isEqualTo(Intake.Outcome.QUARANTINED);
        }
        assertThat(cases()).isEmpty();
        assertThat(intake.quarantine(99)).hasSize(7);
    }

    @Test
    void linesAreFollowedOnceTheyAreWhole() throws IOException {
        String first = folder.write("", 1);
        String second = folder.write("cam-2", 2);
        folder.append("", first + "\n");
        folder.append("cam-2", second.substring(0, 40));
        assertThat(watch.poll(NOON)).isEqualTo(1);
        assertThat(watch.poll(NOON)).isZero();
        folder.append("cam-2", second.substring(40) + "\n");
        assertThat(watch.poll(NOON)).isEqualTo(1);
        assertThat(cases()).extracting(Case::evidence).anyMatch(path -> path.startsWith("cam-2/evidence/"));
        assertThat(watch.state()).isEqualTo(new IntakeState(null, NOON, 2, 0));
    }

    @Test
    void aNewWatchGoesOnWhereTheOldOneStopped() throws IOException {
        folder.append("", folder.write("", 1) + "\n");
        watch.poll(NOON);
        folder.append("", "damaged\n" + folder.write("", 2) + "\n");
        IntakeWatch next = new IntakeWatch(intake, NOON);
        assertThat(next.poll(NOON)).isEqualTo(2);
        assertThat(next.state()).isEqualTo(new IntakeState(null, NOON, 1, 1));
        assertThat(cases()).hasSize(2);
    }

    @Test
    void anotherFileOfTheSameNameIsReadFromItsStart() throws IOException {
        String first = folder.write("", 1);
        folder.append("", first + "\n");
        watch.poll(NOON);
        Files.writeString(root.resolve("violations.jsonl"), folder.write("", 2) + "\n" + first + "\n");
        assertThat(watch.poll(NOON)).isEqualTo(2);
        assertThat(cases()).hasSize(2);
    }

    @Test
    void aStoreThatIsAwayStopsTheIntakeAndLosesNothing() throws IOException {
        folder.append("", folder.write("", 1) + "\n");
        database.change(handle -> handle.execute("alter table case_lines rename to away"));
        Instant then = NOON.plusSeconds(1);
        assertThat(watch.poll(then)).isZero();
        assertThat(watch.state().stopped()).contains("case_lines");
        assertThat(watch.state().since()).isEqualTo(then);
        assertThat(intake.quarantine(9)).isEmpty();
        watch.poll(NOON.plusSeconds(2));
        assertThat(watch.state().since()).isEqualTo(then);
        database.change(handle -> handle.execute("alter table away rename to case_lines"));
        assertThat(watch.poll(NOON.plusSeconds(3))).isEqualTo(1);
        assertThat(watch.state()).isEqualTo(new IntakeState(null, NOON.plusSeconds(3), 1, 0));
        assertThat(cases()).hasSize(1);
    }

    @Test
    void whatComesInUnsignedIsSigned() throws IOException {
        EvidenceSigner signer = signer(SigningKey.create());
        String line = folder.write("", 1);
        Intake signing = new Intake(database, new AuditLog(database), new CaseChanges(), root, signer);
        assertThat(signing.take("", line, NOON)).isEqualTo(Intake.Outcome.TAKEN);
        Path made = folder.packageOf("", line);
        assertThat(EvidenceVerifier.verify(made, signer.published()).ok()).isTrue();
        byte[] signature = Files.readAllBytes(made.resolve("manifest.sig"));
        assertThat(signing.take("", line, NOON)).isEqualTo(Intake.Outcome.KNOWN);
        assertThat(Files.readAllBytes(made.resolve("manifest.sig"))).isEqualTo(signature);
    }

    @Test
    void whatSomebodyElseSignedIsSetAside() throws IOException {
        String line = folder.write("", 1);
        Path made = folder.packageOf("", line);
        byte[] manifest = Files.readAllBytes(made.resolve("manifest.json"));
        Files.write(
                made.resolve("manifest.sig"),
                ManifestSignature.of(manifest, SigningKey.create()).bytes());
        new Intake(database, new AuditLog(database), new CaseChanges(), root, signer(SigningKey.create()))
                .take("", line, NOON);
        assertThat(faults()).contains("signed by the key");
    }

    @Test
    void aKeyThatIsNotPublishedDoesNotSign() {
        assertThatThrownBy(() -> new EvidenceSigner(
                        SigningKey.create(), SigningKey.create().published()))
                .hasMessageContaining("expected: one of the published keys");
    }

    private static EvidenceSigner signer(SigningKey key) {
        return new EvidenceSigner(key, key.published());
    }
}
