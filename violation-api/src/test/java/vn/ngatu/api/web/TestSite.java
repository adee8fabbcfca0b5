package vn.ngatu.api.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import vn.ngatu.api.CommandLineRun;
import vn.ngatu.api.StreetFiles;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.cases.Desk;
import vn.ngatu.api.http.ApiConfig;
import vn.ngatu.api.http.ApiServer;
import vn.ngatu.api.intake.Intake;
import vn.ngatu.api.retention.Retention;
import vn.ngatu.api.retention.RetentionPolicy;
import vn.ngatu.api.review.ReviewPolicy;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/** The whole product behind the pages: a store, the API, and cases that the product's own analysis found in a drawn street. */
final class TestSite implements AutoCloseable {

    private final Database database;
    private final AuditLog audit;
    private final Intake intake;
    private final Accounts accounts;
    private final Path evidence;
    private final ApiServer server;

    /** Starts it in {@code folder} with so many cases that come in now. */
    TestSite(Path folder, int cases) throws IOException {
        this(folder, cases, Instant.now());
    }

    /** The same with the moment at which they came in; a store that lies there already is used. */
    TestSite(Path folder, int cases, Instant seenAt) throws IOException {
        Path found = analysed(folder, cases);
        evidence = found;
        database = Database.open(folder.resolve("store.db").toString());
        audit = new AuditLog(database);
        accounts = new Accounts(database, audit);
        CaseChanges changes = new CaseChanges();
        intake = new Intake(database, audit, changes, found, null);
        for (String line : Files.readAllLines(found.resolve("violations.jsonl"))) {
            intake.take("", line, seenAt);
        }
        Desk desk = new Desk(database, audit, changes, ReviewPolicy.defaults());
        ApiConfig config = new ApiConfig(
                new InetSocketAddress("127.0.0.1", 0),
                null,
                null,
                false,
                folder.resolve("secret.key"),
                found,
                Map.of(),
                ApiConfig.Session.defaults(),
                new ApiConfig.Limits(200, 60, 64 << 10, Duration.ofSeconds(60), 200),
                null,
                Set.of());
        server = ApiServer.start(
                config,
                new ApiServer.Store(
                        database,
                        audit,
                        new Cases(database),
                        desk,
                        changes,
                        intake,
                        new Retention(database, audit, changes, RetentionPolicy.defaults(), found)),
                new Pages(false),
                InstantSource.system());
    }

    private static Path analysed(Path folder, int cases) throws IOException {
        StreetFiles street = new StreetFiles(folder, cases);
        Path out = folder.resolve("found");
        CommandLineRun run = CommandLineRun.of(
                "analyze",
                "--scene",
                street.scene,
                "--video",
                street.clip,
                "--detections",
                street.detections,
                "--signals",
                street.signals,
                "--camera",
                "Ngã tư Lý Thường Kiệt",
                "--start",
                "2026-11-22T08:15:00+07:00",
                "--out",
                out);
        if (run.code() != 0) {
            throw new IllegalStateException("analyze: " + run.err());
        }
        return out;
    }

    /** Where the pages are. */
    String address() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    /** A one-time link for a new person of that name. */
    String invitation(String name, String displayName, Role role) {
        Accounts.Invited invited = accounts.create(
                "test", name, new Accounts.Draft(displayName, role, Scope.EVERYTHING, null, true), Instant.now());
        return address() + "#/invitation/" + invited.invitation();
    }

    /** Takes in a line as the engine would hand it over. */
    void takeIn(String line) throws IOException {
        intake.take("", line, Instant.now());
    }

    /** Removes the package of the case that came in first, as a broken disk would. */
    void loseEvidenceOfTheFirst() throws IOException {
        Path lost = database.read(
                handle -> handle.createQuery("select evidence from cases order by received_at, id limit 1")
                        .map((row, context) -> evidence.resolve(row.getString("evidence")))
                        .one());
        try (Stream<Path> files = Files.list(lost)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(lost);
    }

    /** How often the audit log has {@code action}. */
    long recorded(String action) {
        return audit.page(new AuditLog.Filter(null, null, null, action, null), null, AuditLog.MOST_ROWS)
                .size();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
