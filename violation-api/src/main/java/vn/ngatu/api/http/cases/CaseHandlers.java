package vn.ngatu.api.http.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.CaseFilter;
import vn.ngatu.api.cases.CasePage;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Query;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.law.Catalogue;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.DecisionRecord;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.security.access.Operation;

/** Cases to look at. */
public final class CaseHandlers {

    private static final int USUAL_PAGE = 50;

    private final Catalogue catalogue = Catalogue.bundled();
    private final Cases cases;

    /** For {@code cases}. */
    public CaseHandlers(Cases cases) {
        this.cases = cases;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(
                Operation.LIST_CASES, this::list,
                Operation.SHOW_CASE, this::show,
                Operation.SHOW_HISTORY, this::history);
    }

    record ListView(List<CaseView> items, @Nullable String next) {}

    record HistoryView(List<DecisionView> decisions) {}

    record DecisionView(
            int number,
            String stage,
            String officer,
            boolean confirmed,
            @Nullable String reason,
            @Nullable String plate,
            Instant takenAt,
            Instant decidedAt,
            @Nullable Instant undoneAt) {

        static DecisionView of(DecisionRecord record) {
            var reason = record.decision().reason();
            return new DecisionView(
                    record.number(),
                    record.stage().label(),
                    record.officer(),
                    record.decision().confirmed(),
                    reason == null ? null : reason.label(),
                    record.plate(),
                    record.takenAt(),
                    record.decidedAt(),
                    record.undoneAt());
        }
    }

    private Reply list(Call call) {
        Query query = call.query();
        CaseFilter filter = CaseQuery.read(query);
        String cursor = query.text("cursor");
        int limit = query.integer("limit", 1, Cases.MOST_CASES, USUAL_PAGE);
        query.finish();
        CasePage page = Reviewers.refused(() -> cases.list(filter, Reviewers.of(call), cursor, limit));
        List<CaseView> items =
                page.cases().stream().map(each -> CaseView.of(each, call.now())).toList();
        return Reply.ok(new ListView(items, page.next())).recorded("case.search", null, CaseQuery.told(filter));
    }

    private Reply show(Call call) {
        call.query().finish();
        String id = call.path("id");
        Reviewer who = Reviewers.of(call);
        Case found = Reviewers.refused(() -> cases.get(id, who));
        String line = Reviewers.refused(() -> cases.line(id, who));
        return Reply.ok(CaseView.whole(found, call.now(), catalogue, line))
                .version(found.version())
                .recorded("case.view", id, Map.of());
    }

    private Reply history(Call call) {
        call.query().finish();
        String id = call.path("id");
        List<DecisionRecord> decisions = Reviewers.refused(() -> cases.history(id, Reviewers.of(call)));
        return Reply.ok(new HistoryView(decisions.stream().map(DecisionView::of).toList()))
                .recorded("case.history", id, Map.of());
    }
}
