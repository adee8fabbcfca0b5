package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Access;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.store.Database;
import vn.ngatu.api.store.TestDatabase;

/** Every operation x role x scope, against the running server. The table in the documentation is what is expected. */
class AccessTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("ngatu.home", ".."), "violation-api/docs/access.md");

    private final TestDatabase made = TestDatabase.create(TestDatabase.Kind.SQLITE);

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    private String caseId = "";

    @BeforeEach
    void start() {
        Database database = made.open();
        api = TestApi.start(database);
        caseId = api.newCase(TestApi.CAMERA_IN_AREA);
    }

    @AfterEach
    void stop() {
        api.close();
        made.close();
    }

    private enum Reach {
        EVERYTHING(Scope.EVERYTHING, true),
        ITS_AREA(new Scope(false, Set.of(), Set.of(TestApi.AREA)), true),
        ELSEWHERE(Scope.ofCameras(Set.of(TestApi.CAMERA_ELSEWHERE)), false);

        private final Scope scope;
        private final boolean sees;

        Reach(Scope scope, boolean sees) {
            this.scope = scope;
            this.sees = sees;
        }
    }

    @Test
    void isDocumentedLineByLine() throws IOException {
        List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(documented)
                .containsExactlyElementsOf(
                        Stream.of(Operation.values()).map(AccessTest::line).toList());
    }

    @Test
    void servesTheOperationsOfTheTableAndNoOthers() {
        Set<String> table = Stream.of(Operation.values())
                .map(each -> each.method() + " " + each.path())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(api.server.routes()).isEqualTo(table);
    }

    @Test
    void asksWhoCalls() {
        for (Operation operation : Operation.values()) {
            Answer answer = ask(Who.NOBODY, operation);
            boolean open = operation.access().open();
            assertThat(answer.status() == 401 && answer.problem().equals("unauthorized"))
                    .as("%s by nobody: %s", operation, answer.status())
                    .isEqualTo(!open);
            assertThat(ask(Who.machine("ngatu_" + "A".repeat(43)), operation).status() == 401)
                    .as("%s with a made-up token", operation)
                    .isEqualTo(!open || operation == Operation.SIGN_IN || operation == Operation.FINISH_SIGN_ON);
        }
    }

    @Test
    void letsEachRoleDoWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Reach reach : Reach.values()) {
                String account = api.newAccount(role, reach.scope);
                Who machine = role == Role.ADMINISTRATOR ? Who.NOBODY : api.machine(role, reach.scope);
                for (Operation operation : Operation.values()) {
                    check(wrong, operation, role, reach, false, ask(api.session(account, true), operation));
                    if (role != Role.ADMINISTRATOR) {
                        check(wrong, operation, role, reach, true, ask(machine, operation));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void letsWhoHasNoSecondFactorOnlySetItUp() {
        api.accounts.create(
                "test", "lan", new Accounts.Draft("Lan", Role.SUPERVISOR, Scope.EVERYTHING, null, true), api.now());
        for (Operation operation : Operation.values()) {
            Answer answer = ask(api.session("lan", false), operation);
            boolean refused = answer.status() == 403 && answer.problem().equals("second-factor-missing");
            assertThat(refused)
                    .as("%s: %s", operation, answer.status())
                    .isEqualTo(!operation.access().unenrolled());
        }
    }

    private static void check(
            List<String> wrong, Operation operation, Role role, Reach reach, boolean machine, Answer answer) {
        Access access = operation.access();
        boolean allowed = access.open()
                || access.roles().contains(role)
                        && !(access.person() && machine)
                        && !(access.unlimited() && reach != Reach.EVERYTHING);
        boolean ofCase = operation.path().contains("/cases/{id}");
        int status = answer.status();
        boolean right;
        if (!allowed) {
            right = status == 403 && answer.problem().equals("forbidden");
        } else if (ofCase && !reach.sees) {
            right = status == 404 && answer.problem().equals("not-found");
        } else {
            boolean refused = status == 403
                    && answer.problem().equals("forbidden")
                    && operation != Operation.CHANGE_PASSWORD
                    && operation != Operation.CONFIRM_SECOND_FACTOR;
            right = status < 500
                    && !refused
                    && !(status == 401 && answer.problem().equals("unauthorized"))
                    && !(ofCase && status == 404);
        }
        if (!right) {
            wrong.add(operation + " by " + (machine ? "machine " : "") + role + " " + reach + ": " + status + " "
                    + answer.text());
        }
    }

    private Answer ask(Who who, Operation operation) {
        if (operation == Operation.FOLLOW_CHANGES && who != Who.NOBODY) {
            return EventStreams.status(api.clients, who);
        }
        return Probe.of(operation)
                .send(api.clients, who, operation, operation.path().contains("/cases/") ? caseId : "lan");
    }

    /** What the document says of {@code operation}. */
    private static String line(Operation operation) {
        Access access = operation.access();
        String roles = access.open()
                ? "anybody"
                : Arrays.stream(Role.values())
                        .filter(access.roles()::contains)
                        .map(Role::label)
                        .collect(Collectors.joining(", "));
        List<String> more = new ArrayList<>();
        if (access.person()) {
            more.add("people only");
        }
        if (access.unenrolled() && !access.open()) {
            more.add("also before the second factor is set up");
        }
        if (access.unlimited()) {
            more.add("scope: all cameras");
        }
        return "| `" + operation.method() + " " + operation.path() + "` | " + roles + " | " + String.join("; ", more)
                + " |";
    }
}
