package vn.ngatu.api.http.figures;

import com.linecorp.armeria.common.util.TimeoutMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Query;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.AuditRow;

/** The audit log for the auditor; looking at it is on record too. */
public final class AuditHandlers {

    private static final Duration TIME = Duration.ofMinutes(10);
    private static final int USUAL_PAGE = 100;

    private final AuditLog audit;

    /** For {@code audit}. */
    public AuditHandlers(AuditLog audit) {
        this.audit = audit;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(Operation.LIST_AUDIT, this::list, Operation.VERIFY_AUDIT, this::verify);
    }

    record RowView(
            long seq,
            Instant at,
            String actor,
            String action,
            @Nullable String subject,
            Map<String, String> detail,
            String previous,
            String hash) {

        static RowView of(AuditRow row) {
            return new RowView(
                    row.seq(),
                    row.entry().at(),
                    row.entry().actor(),
                    row.entry().action(),
                    row.entry().subject(),
                    row.entry().detail(),
                    row.previous(),
                    row.hash());
        }
    }

    /** A page, newest first; {@code next} is the cursor of the rows before, null at the end. */
    record ListView(List<RowView> items, @Nullable String next) {}

    record CheckView(
            boolean ok,
            long rows,
            @Nullable Long broken,
            @Nullable String why,
            String head) {}

    private Reply list(Call call) {
        Query query = call.query();
        AuditLog.Filter filter = new AuditLog.Filter(
                query.instant("from"),
                query.instant("to"),
                query.text("actor"),
                query.text("action"),
                query.text("subject"));
        Long before = query.choice("cursor", "next of an earlier page", AuditHandlers::number);
        int limit = query.integer("limit", 1, AuditLog.MOST_ROWS, USUAL_PAGE);
        query.finish();
        List<RowView> rows =
                audit.page(filter, before, limit).stream().map(RowView::of).toList();
        String next = rows.size() < limit
                ? null
                : Long.toString(rows.get(rows.size() - 1).seq());
        return Reply.ok(new ListView(rows, next)).recorded("audit.view", null, Map.of());
    }

    private Reply verify(Call call) {
        call.query().finish();
        call.context().setRequestTimeout(TimeoutMode.SET_FROM_NOW, TIME);
        AuditLog.Check check = audit.verify();
        return Reply.ok(new CheckView(
                        check.ok(),
                        check.rows(),
                        check.broken(),
                        check.why(),
                        audit.head().hash()))
                .recorded("audit.verify", null, Map.of("ok", Boolean.toString(check.ok())));
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
