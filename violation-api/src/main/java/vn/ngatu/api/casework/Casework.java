package vn.ngatu.api.casework;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.cases.Desk;
import vn.ngatu.api.http.ApiServer;
import vn.ngatu.api.intake.EvidenceSigner;
import vn.ngatu.api.intake.Intake;
import vn.ngatu.api.intake.IntakeState;
import vn.ngatu.api.intake.IntakeWatch;
import vn.ngatu.api.retention.Retention;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;
import vn.ngatu.api.web.Pages;

/**
 * Cases as they come in, are decided and end: the one place where store, intake, retention and API are put together. It
 * follows the {@code violations.jsonl} of its evidence folder, whoever writes it. Runs from {@link #start} until {@link
 * #close}; thread-safe.
 */
public final class Casework implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Casework.class);
    private static final long INTAKE_EVERY_MS = 500;
    private static final long RETENTION_EVERY_MINUTES = 60;

    private final Database database;
    private final IntakeWatch intake;
    private final Retention retention;
    private final ApiServer api;
    private final InstantSource clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "casework");
        thread.setDaemon(true);
        return thread;
    });

    private Casework(CaseworkConfig config, Database database, InstantSource clock) throws IOException {
        this.database = database;
        this.clock = clock;
        AuditLog audit = new AuditLog(database);
        CaseChanges changes = new CaseChanges();
        Intake into = new Intake(database, audit, changes, config.evidence(), signer(config.signing()));
        intake = new IntakeWatch(into, clock.instant());
        retention = new Retention(database, audit, changes, config.retention(), config.evidence());
        Desk desk = new Desk(database, audit, changes, config.review());
        api = ApiServer.start(
                config.api(),
                new ApiServer.Store(database, audit, new Cases(database), desk, changes, into, retention),
                new Pages(config.api().signOn() != null),
                clock);
    }

    /**
     * Starts: the API answers when this returns, and violations come in from then on.
     *
     * @throws IOException when a key or the evidence folder can't be used or the address can't be listened on
     * @throws vn.ngatu.api.store.StoreException when the database can't be opened
     */
    public static Casework start(CaseworkConfig config, InstantSource clock) throws IOException {
        Files.createDirectories(config.evidence());
        CaseworkConfig.Store store = config.store();
        Database database = Database.open(store.location(), store.user(), store.password());
        Casework made;
        try {
            made = new Casework(config, database, clock);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
        made.worker.scheduleWithFixedDelay(made::takeIn, 0, INTAKE_EVERY_MS, TimeUnit.MILLISECONDS);
        made.worker.scheduleWithFixedDelay(made::delete, 1, RETENTION_EVERY_MINUTES, TimeUnit.MINUTES);
        return made;
    }

    private static @Nullable EvidenceSigner signer(CaseworkConfig.@Nullable Signing signing) throws IOException {
        return signing == null ? null : EvidenceSigner.read(signing.key(), signing.published());
    }

    private void takeIn() {
        intake.poll(clock.instant());
    }

    private void delete() {
        try {
            int deleted = retention.run(clock.instant());
            if (deleted > 0) {
                LOG.info("retention: evidence of {} cases deleted, its time is over", deleted);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("retention: stopped, tried again within the hour: {}", e.toString());
        }
    }

    /** How violations come in. */
    public IntakeState intake() {
        return intake.state();
    }

    /** Where people reach the pages. */
    public String address() {
        return api.address();
    }

    /** The link with which the first administrator begins; empty when there is one already. Good once, for an hour. */
    public Optional<String> firstLink() {
        Instant now = clock.instant();
        return api.firstLink(now);
    }

    /** Makes an account for {@code name}; the link with which its owner begins. Good once, for a day. */
    public String invite(String name, Role role) {
        Accounts.Draft draft = new Accounts.Draft(name, role, Scope.EVERYTHING, null, true);
        return api.invite(name, draft, clock.instant());
    }

    /** Ends: what is being taken in is finished, what comes later is taken in after the next start. */
    @Override
    public synchronized void close() {
        if (worker.isShutdown()) {
            return;
        }
        api.close();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(2, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
