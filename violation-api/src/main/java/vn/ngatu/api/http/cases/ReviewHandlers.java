package vn.ngatu.api.http.cases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.CaseFilter;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.cases.Desk;
import vn.ngatu.api.http.gate.Body;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.law.Catalogue;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.Decision;
import vn.ngatu.api.review.RejectReason;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.security.access.Operation;

/** The work on cases; the store puts each step on record itself, together with the change. */
public final class ReviewHandlers {

    private static final int MOST_COUNTED = 1000;

    private final Catalogue catalogue = Catalogue.bundled();
    private final Cases cases;
    private final Desk desk;

    /** At {@code desk}. */
    public ReviewHandlers(Cases cases, Desk desk) {
        this.cases = cases;
        this.desk = desk;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(
                Operation.SHOW_QUEUE, this::queue,
                Operation.CLAIM_NEXT, this::next,
                Operation.TAKE_CASE, call -> changed(call, who -> desk.take(id(call), who, call.now())),
                Operation.RENEW_LEASE, call -> changed(call, who -> desk.renew(id(call), who, call.now())),
                Operation.RELEASE_LEASE, call -> changed(call, who -> desk.release(id(call), who, call.now())),
                Operation.CORRECT_PLATE, this::plate,
                Operation.DECIDE, this::decide,
                Operation.UNDO_DECISION, call -> changed(call, who -> desk.undo(id(call), who, call.now())),
                Operation.HAND_OVER, this::handOver);
    }

    /**
     * What is to do.
     *
     * @param inHand what the caller has in hand, the longest held first
     * @param waiting how many cases nobody has decided, for the caller's cameras, at most 1000
     */
    record QueueView(List<CaseView> inHand, long waiting) {}

    private Reply queue(Call call) {
        call.query().finish();
        Reviewer who = Reviewers.of(call);
        CaseFilter open =
                new CaseFilter(null, null, null, null, Set.of(CaseState.NEW, CaseState.IN_REVIEW), null, null);
        List<CaseView> held = cases.inHand(who, call.now()).stream()
                .map(each -> CaseView.of(each, call.now()))
                .toList();
        return Reply.ok(new QueueView(held, cases.count(open, who, MOST_COUNTED)));
    }

    private Reply next(Call call) {
        Reviewer who = Reviewers.of(call);
        Optional<Case> next = Reviewers.refused(() -> desk.next(who, call.now()));
        if (next.isEmpty()) {
            return Reply.nothing();
        }
        Case taken = next.get();
        String line = Reviewers.refused(() -> cases.line(taken.id(), who));
        return Reply.ok(CaseView.whole(taken, call.now(), catalogue, line))
                .version(taken.version())
                .recorded("case.view", taken.id(), Map.of());
    }

    private Reply plate(Call call) {
        long version = call.expectedVersion();
        Body body = call.body();
        String plate = body.optionalText("plate", 30);
        if (!body.has("plate")) {
            throw ProblemException.invalid("plate", null, "a plate, or null for what the engine read");
        }
        body.finish();
        return changed(call, who -> desk.typePlate(id(call), version, who, plate, call.now()));
    }

    private Reply decide(Call call) {
        long version = call.expectedVersion();
        Body body = call.body();
        boolean confirmed = body.choice("outcome", "confirmed or rejected", ReviewHandlers::outcome);
        RejectReason reason = reason(body);
        body.finish();
        if (confirmed == (reason != null)) {
            throw ProblemException.invalid(
                    "reason", reason == null ? null : reason.label(), "one exactly if the outcome is rejected");
        }
        return changed(call, who -> desk.decide(id(call), version, who, new Decision(reason), call.now()));
    }

    private Reply handOver(Call call) {
        long version = call.expectedVersion();
        return changed(call, who -> desk.exported(id(call), version, who, call.now()));
    }

    private static Reply changed(Call call, Function<Reviewer, Case> change) {
        Case changed = Reviewers.refused(() -> change.apply(Reviewers.of(call)));
        return Reply.ok(CaseView.of(changed, call.now())).version(changed.version());
    }

    private static Optional<Boolean> outcome(String text) {
        return switch (text) {
            case "confirmed" -> Optional.of(true);
            case "rejected" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static @Nullable RejectReason reason(Body body) {
        String text = body.optionalText("reason", 40);
        return text == null
                ? null
                : RejectReason.ofLabel(text)
                        .orElseThrow(() -> ProblemException.invalid("reason", text, "one of the reject reasons"));
    }

    private static String id(Call call) {
        return call.path("id");
    }
}
