package vn.ngatu.api.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import vn.ngatu.api.SamplePackages;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.cases.Desk;
import vn.ngatu.api.cases.NewCase;
import vn.ngatu.api.intake.Intake;
import vn.ngatu.api.retention.Retention;
import vn.ngatu.api.retention.RetentionPolicy;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.ReviewPolicy;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.security.session.ApiTokens;
import vn.ngatu.api.security.session.Sessions;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;
import vn.ngatu.core.evidence.Manifest;
import vn.ngatu.core.evidence.Sha256;

/** A real server on a free port over a given database, with people and cases to try it with. */
final class TestApi implements AutoCloseable {

    static final String AREA = "ba-dinh";
    static final String CAMERA_IN_AREA = "camera-1";
    static final String CAMERA_ELSEWHERE = "camera-2";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Database database;
    final AuditLog audit;
    final Path folder;
    final ApiServer server;
    final Clients clients;
    final Accounts accounts;
    final InstantSource clock;
    final Intake intake;
    final Retention retention;
    private final Sessions sessions;
    private final ApiTokens tokens;

    private TestApi(Database database, InstantSource clock, UnaryOperator<ApiConfig> configure) throws IOException {
        this.database = database;
        this.clock = clock;
        audit = new AuditLog(database);
        folder = Files.createTempDirectory("ngatu-api-");
        ApiConfig config = configure.apply(new ApiConfig(
                new InetSocketAddress("127.0.0.1", 0),
                null,
                null,
                false,
                folder.resolve("secret.key"),
                SamplePackages.folder().resolve("evidence"),
                Map.of(AREA, Set.of(CAMERA_IN_AREA)),
                ApiConfig.Session.defaults(),
                new ApiConfig.Limits(1_000_000, 1_000_000, 64 << 10, Duration.ofSeconds(60), 2000),
                null,
                Set.of("127.0.0.1")));
        CaseChanges changes = new CaseChanges();
        Desk desk = new Desk(database, audit, changes, ReviewPolicy.defaults());
        intake = new Intake(database, audit, changes, config.evidence(), null);
        retention = new Retention(database, audit, changes, RetentionPolicy.defaults(), config.evidence());
        ApiServer.Store store =
                new ApiServer.Store(database, audit, new Cases(database), desk, changes, intake, retention);
        server = ApiServer.start(config, store, ApiServer.noPages(), clock);
        clients = new Clients("http://127.0.0.1:" + server.port());
        accounts = new Accounts(database, audit);
        sessions = new Sessions(
                database,
                audit,
                new Sessions.Settings(Duration.ofMinutes(30), Duration.ofHours(12), true, config.areas()));
        tokens = new ApiTokens(database, audit, config.areas());
    }

    static TestApi start(Database database) {
        return start(database, new TestClock(), UnaryOperator.identity());
    }

    static TestApi start(Database database, InstantSource clock, UnaryOperator<ApiConfig> configure) {
        try {
            return new TestApi(database, clock, configure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestClock testClock() {
        return (TestClock) clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** A new person, signed in with both factors. */
    Clients.Who person(Role role, Scope scope) {
        return session(newAccount(role, scope), true);
    }

    /** A new account that signs on elsewhere, so that no password has to be hashed for it. */
    String newAccount(Role role, Scope scope) {
        String name = role.label() + NUMBER.incrementAndGet();
        accounts.create("test", name, new Accounts.Draft(name, role, scope, "subject-" + name, true), now());
        return name;
    }

    Clients.Who session(String account, boolean secondFactor) {
        Sessions.Begun begun = sessions.begin(account, secondFactor, "test", "127.0.0.1", now());
        return new Clients.Who(begun.token(), begun.csrf(), null);
    }

    Clients.Who machine(Role role, Scope scope) {
        return Clients.Who.machine(tokens.create("test", "test", role, scope, now().plus(Duration.ofDays(1)), now())
                .secret());
    }

    /** A new case of {@code camera}; its evidence is the sample package. */
    String newCase(String camera) {
        int number = NUMBER.incrementAndGet();
        String id = HexFormat.of().toHexDigits(number).toLowerCase(Locale.ROOT) + "0".repeat(24);
        Instant acted = now().minusSeconds(3600 + number);
        Path evidence = samplePackage();
        NewCase added = new NewCase(
                id,
                camera,
                "made-up",
                "red-light",
                "motorcycle",
                0.97,
                new Case.Act(acted, acted, acted),
                "29-B1 123.45",
                evidence.getFileName().toString(),
                sha256(evidence.resolve(Manifest.FILE)),
                SamplePackages.line());
        database.change(handle -> added.insert(handle, now()));
        return id;
    }

    static Path samplePackage() {
        try (var inside = Files.list(SamplePackages.folder().resolve("evidence"))) {
            return inside.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(Path file) {
        try {
            return Sha256.hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        try (var inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
