package vn.ngatu.api.http.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Query;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.store.Database;

/** Figures per kind, camera and hour. */
public final class StatisticsHandlers {

    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(370);
    private static final int VIETNAM_MINUTES = 420;

    private final Statistics statistics;

    /** For the cases in {@code database}. */
    public StatisticsHandlers(Database database) {
        statistics = new Statistics(database);
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(Operation.SHOW_STATISTICS, this::show);
    }

    private Reply show(Call call) {
        Query query = call.query();
        Instant toGiven = query.instant("to");
        Instant to = toGiven == null ? call.now() : toGiven;
        Instant fromGiven = query.instant("from");
        Instant from = fromGiven == null ? to.minus(USUAL) : fromGiven;
        int minutes = query.integer("utcOffset", 0, 14 * 60, VIETNAM_MINUTES);
        query.finish();
        if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw ProblemException.invalid("from", from, "at most " + LONGEST.toDays() + " days before to");
        }
        Set<String> cameras = call.principal().cameras();
        return Reply.ok(statistics.between(from, to, cameras, minutes * 60_000L))
                .recorded("statistics.view", null, Map.of("from", from.toString(), "to", to.toString()));
    }
}
