package vn.ngatu.api.http.keeping;

import java.util.List;
import java.util.Map;
import vn.ngatu.api.http.cases.Reviewers;
import vn.ngatu.api.http.gate.Body;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.retention.Holds;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.security.access.Operation;

/** Legal holds on cases; the store puts each change on record itself. */
public final class HoldHandlers {

    private static final int MOST_WORDS = 500;

    private final Holds holds;

    /** For {@code holds}. */
    public HoldHandlers(Holds holds) {
        this.holds = holds;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(
                Operation.LIST_HOLDS, this::list,
                Operation.PLACE_HOLD, this::place,
                Operation.LIFT_HOLDS, this::lift);
    }

    /** The holds of a case in their order, also the lifted ones. */
    record ListView(List<Holds.Hold> items) {}

    private Reply list(Call call) {
        call.query().finish();
        return Reply.ok(listed(call)).recorded("case.holds", call.path("id"), Map.of());
    }

    private Reply place(Call call) {
        Body body = call.body();
        String why = body.text("why", MOST_WORDS);
        body.finish();
        Reviewer who = Reviewers.of(call);
        return Reviewers.refused(() -> {
            holds.place(call.path("id"), who, why, call.now());
            return Reply.created(listed(call));
        });
    }

    private Reply lift(Call call) {
        Reviewer who = Reviewers.of(call);
        return Reviewers.refused(() -> {
            holds.lift(call.path("id"), who, call.now());
            return Reply.ok(listed(call));
        });
    }

    private ListView listed(Call call) {
        return Reviewers.refused(() -> new ListView(holds.list(call.path("id"), Reviewers.of(call))));
    }
}
