package vn.ngatu.api.http.keeping;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.intake.EvidenceSigner;
import vn.ngatu.api.intake.Intake;
import vn.ngatu.api.intake.QuarantineEntry;
import vn.ngatu.api.retention.Certificate;
import vn.ngatu.api.retention.Retention;
import vn.ngatu.api.security.access.Operation;

/** Deletion certificates, the quarantine, and the published keys. */
public final class KeepingHandlers {

    private static final Logger LOG = LoggerFactory.getLogger(KeepingHandlers.class);

    private static final int USUAL_PAGE = 100;
    private static final int MOST = 1000;

    private final Retention retention;
    private final Intake intake;

    /** For what {@code retention} deleted and {@code intake} set aside. */
    public KeepingHandlers(Retention retention, Intake intake) {
        this.retention = retention;
        this.intake = intake;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(
                Operation.LIST_CERTIFICATES, this::certificates,
                Operation.LIST_QUARANTINE, this::quarantine,
                Operation.RETRY_QUARANTINE, this::retry,
                Operation.LIST_KEYS, this::keys);
    }

    record CertificatesView(List<Certificate> items) {}

    /** What waits for a person; without the line itself, which may name a plate. */
    record QuarantinedView(String id, String folder, List<String> faults, Instant seenAt) {

        static QuarantinedView of(QuarantineEntry entry) {
            return new QuarantinedView(
                    entry.id(), entry.folder(), entry.faults().lines().toList(), entry.seenAt());
        }
    }

    record QuarantineView(List<QuarantinedView> items) {}

    /** What became of it: taken, known or quarantined. */
    record RetryView(String outcome) {}

    record KeyView(String id, String pem) {}

    /** The keys; {@code signing} is the id of the one that signs now, null where packages stay unsigned. */
    record KeysView(@Nullable String signing, List<KeyView> items) {}

    private Reply certificates(Call call) {
        return Reply.ok(new CertificatesView(retention.certificates(limit(call))))
                .recorded("certificate.list", null, Map.of());
    }

    private Reply quarantine(Call call) {
        return Reply.ok(new QuarantineView(intake.quarantine(limit(call)).stream()
                        .map(QuarantinedView::of)
                        .toList()))
                .recorded("quarantine.list", null, Map.of());
    }

    private Reply retry(Call call) {
        String id = call.path("id");
        try {
            Intake.Outcome outcome =
                    intake.retry(id, call.now()).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
            String label = outcome.name().toLowerCase(Locale.ROOT);
            return Reply.ok(new RetryView(label))
                    .recorded("quarantine.retry", null, Map.of("id", id, "outcome", label));
        } catch (IOException e) {
            LOG.warn("quarantine: {}: its evidence can't be read: {}", id, e.toString());
            throw ProblemException.of(ProblemType.UNAVAILABLE);
        }
    }

    private Reply keys(Call call) {
        call.query().finish();
        EvidenceSigner signer = intake.signer();
        return Reply.ok(
                signer == null
                        ? new KeysView(null, List.of())
                        : new KeysView(
                                signer.key().id(),
                                signer.published().pems().entrySet().stream()
                                        .map(each -> new KeyView(each.getKey(), each.getValue()))
                                        .toList()));
    }

    private static int limit(Call call) {
        int limit = call.query().integer("limit", 1, MOST, USUAL_PAGE);
        call.query().finish();
        return limit;
    }
}
