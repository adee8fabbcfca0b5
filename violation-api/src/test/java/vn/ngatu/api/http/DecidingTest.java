package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.store.AuditRow;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

/**
 * Two hundred people at once: every decision that was acknowledged is on record, and none was made twice. Three seconds;
 * {@code -Dngatu.load.seconds=60} for the long version.
 */
@BothDatabases
class DecidingTest {

    private static final int CLIENTS = 200;
    private static final int CASES = 150;
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("ngatu.load.seconds", 3));

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger decided = new AtomicInteger();
    private final AtomicInteger undone = new AtomicInteger();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    @Test
    void decidesNothingTwiceAndLosesNothing(Database database) throws Exception {
        try (TestApi api = TestApi.start(database, InstantSource.system(), UnaryOperator.identity())) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < CASES; i++) {
                ids.add(api.newCase("camera-" + i % 5));
            }
            List<Who> people = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                people.add(api.person(i % 10 == 0 ? Role.SUPERVISOR : Role.OFFICER, Scope.EVERYTHING));
            }
            work(api, people, ids);
            assertThat(statuses.keySet()).as("%s", statuses).allMatch(status -> status < 500);
            assertThat(statuses.keySet()).isSubsetOf(Set.of(200, 204, 409, 412));
            assertThat(decided.get()).as("%s", statuses).isPositive();
            checkRecord(api);
            System.out.printf(
                    "%d requests by %d clients in %d s: %s; %d decisions, %d taken back%n",
                    requests.get(), CLIENTS, LENGTH.toSeconds(), statuses, decided.get(), undone.get());
        }
    }

    private void work(TestApi api, List<Who> people, List<String> ids) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            Instant end = Instant.now().plus(LENGTH);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Who who = people.get(i);
                Random random = new Random(i);
                running.add(threads.submit(() -> {
                    while (Instant.now().isBefore(end)) {
                        step(api, who, ids, random);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Takes the next case, or one of them all against everybody else; decides it; sometimes twice, sometimes takes it back. */
    private void step(TestApi api, Who who, List<String> ids, Random random) {
        String some = "/api/v1/cases/" + ids.get(random.nextInt(ids.size()));
        Answer taken = random.nextBoolean()
                ? send(api, who, "POST", "/api/v1/queue/claim")
                : send(api, who, "POST", some + "/lease");
        if (taken.status() != 200) {
            send(api, who, "GET", some);
            return;
        }
        String path = "/api/v1/cases/" + taken.json().path("id").asText();
        String body = random.nextInt(3) == 0
                ? "{\"outcome\":\"rejected\",\"reason\":\"not-an-offence\"}"
                : "{\"outcome\":\"confirmed\"}";
        for (int i = random.nextInt(2); i >= 0; i--) {
            Answer answer =
                    count(api.clients.send(who, "POST", path + "/decision", body, "if-match", taken.header("etag")));
            decided.addAndGet(answer.status() == 200 ? 1 : 0);
        }
        if (random.nextInt(4) == 0) {
            undone.addAndGet(send(api, who, "DELETE", path + "/decision").status() == 200 ? 1 : 0);
        }
    }

    private Answer send(TestApi api, Who who, String method, String path) {
        return count(api.clients.send(who, method, path, null));
    }

    private Answer count(Answer answer) {
        requests.incrementAndGet();
        statuses.merge(answer.status(), 1, Integer::sum);
        return answer;
    }

    /** Goes through the log as it was written: who decides must have the case in hand, and loses it by deciding. */
    private void checkRecord(TestApi api) {
        Map<String, String> holders = new HashMap<>();
        Map<String, List<String>> standing = new HashMap<>();
        int decisions = 0;
        int taken = 0;
        long seq = 0;
        for (List<AuditRow> rows = api.audit.after(seq, 500); !rows.isEmpty(); rows = api.audit.after(seq, 500)) {
            for (AuditRow row : rows) {
                seq = row.seq();
                String id = String.valueOf(row.entry().subject());
                String actor = row.entry().actor();
                switch (row.entry().action()) {
                    case "case.take" ->
                        assertThat(holders.put(id, actor))
                                .as("holder at %s", row)
                                .isNull();
                    case "case.release", "case.lapse" -> holders.remove(id);
                    case "case.decide" -> {
                        assertThat(holders.remove(id)).as("holder at %s", row).isEqualTo(actor);
                        List<String> who = standing.computeIfAbsent(id, each -> new ArrayList<>());
                        assertThat(who).as("decided by one twice: %s", row).doesNotContain(actor);
                        who.add(actor);
                        decisions++;
                    }
                    case "case.undo" -> {
                        List<String> who = standing.getOrDefault(id, new ArrayList<>());
                        assertThat(who.remove(who.size() - 1)).isEqualTo(actor);
                        assertThat(holders.put(id, actor))
                                .as("holder at %s", row)
                                .isNull();
                        taken++;
                    }
                    default -> {}
                }
            }
        }
        assertThat(decisions).as("acknowledged and on record").isEqualTo(decided.get());
        assertThat(taken).isEqualTo(undone.get());
        assertThat(standing.values()).allMatch(who -> who.size() <= 3);
        int stored = api.database.read(handle -> handle.createQuery("select count(*) from decisions")
                .mapTo(Integer.class)
                .one());
        assertThat(stored).isEqualTo(decisions);
        assertThat(api.audit.verify().ok()).isTrue();
    }
}
