package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.http.EventStreams.Event;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

/** Changes of cases as they happen. */
@BothDatabases
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class ChangesTest {

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @SuppressWarnings("NullAway.Init")
    private Who officer;

    @BeforeEach
    void start(Database database) {
        api = TestApi.start(database);
        officer = api.person(Role.OFFICER, Scope.EVERYTHING);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void tellsWhatChangedAndNobodysName() {
        String id = api.newCase(TestApi.CAMERA_IN_AREA);
        try (EventStreams stream = EventStreams.open(api.clients, api.person(Role.OPERATOR, Scope.EVERYTHING), null)) {
            assertThat(stream.next().data()).isEqualTo("ready");
            take(id);
            Event event = stream.nextEvent();
            assertThat(event.name()).isEqualTo("case");
            assertThat(event.json().path("action").asText()).isEqualTo("case.take");
            assertThat(event.json().path("caseId").asText()).isEqualTo(id);
            assertThat(event.json().path("state").asText()).isEqualTo("in-review");
            assertThat(event.data()).doesNotContain("officer", "B1", "123.45");
        }
    }

    @Test
    void goesOnAfterTheLastEventThatWasSeen() {
        String first = api.newCase(TestApi.CAMERA_IN_AREA);
        String second = api.newCase(TestApi.CAMERA_IN_AREA);
        long before = api.audit.head().seq();
        take(first);
        long seen = api.audit.head().seq();
        take(second);
        try (EventStreams stream = EventStreams.open(api.clients, officer, seen)) {
            assertThat(stream.nextEvent().json().path("caseId").asText()).isEqualTo(second);
        }
        try (EventStreams stream = EventStreams.open(api.clients, officer, before)) {
            Event event = stream.nextEvent();
            assertThat(event.json().path("caseId").asText()).isEqualTo(first);
            assertThat(event.id()).isEqualTo(seen);
            assertThat(stream.nextEvent().json().path("caseId").asText()).isEqualTo(second);
        }
    }

    @Test
    void saysWhenItCantGoOn() {
        try (EventStreams stream = EventStreams.open(api.clients, officer, 999_999_999L)) {
            assertThat(stream.nextEvent().name()).isEqualTo("reset");
        }
    }

    @Test
    void tellsNothingOfOtherCameras() {
        String elsewhere = api.newCase(TestApi.CAMERA_ELSEWHERE);
        String here = api.newCase(TestApi.CAMERA_IN_AREA);
        Who limited = api.person(Role.OFFICER, new Scope(false, Set.of(), Set.of(TestApi.AREA)));
        try (EventStreams stream = EventStreams.open(api.clients, limited, null)) {
            assertThat(stream.next().data()).isEqualTo("ready");
            take(elsewhere);
            take(here);
            assertThat(stream.nextEvent().json().path("caseId").asText()).isEqualTo(here);
        }
    }

    private void take(String id) {
        assertThat(api.clients
                        .send(officer, "POST", "/api/v1/cases/" + id + "/lease", null)
                        .status())
                .isEqualTo(200);
    }
}
