package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.AuditRow;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;
import vn.ngatu.core.evidence.EvidenceVerifier;

/** Evidence over HTTP: whole, in parts, as a ZIP, and on record. */
@BothDatabases
class EvidenceTest {

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @SuppressWarnings("NullAway.Init")
    private Who officer;

    private String id = "";
    private byte[] clip = {};

    @BeforeEach
    void start(Database database) throws IOException {
        api = TestApi.start(database);
        officer = api.person(Role.OFFICER, Scope.EVERYTHING);
        id = api.newCase(TestApi.CAMERA_IN_AREA);
        clip = Files.readAllBytes(TestApi.samplePackage().resolve("clip.mp4"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsTheFilesWithTheirHashes() {
        JsonNode files = api.clients.get(officer, path("")).json().path("files");
        assertThat(files.findValuesAsText("name")).contains("manifest.json", "clip.mp4", "b-decisive.jpg", "track.csv");
        for (JsonNode file : files) {
            Path path = TestApi.samplePackage().resolve(file.path("name").asText());
            assertThat(file.path("sha256").asText()).isEqualTo(TestApi.sha256(path));
            assertThat(file.path("bytes").asLong()).isEqualTo(path.toFile().length());
        }
    }

    @Test
    void sendsAWholeFileWithItsHash() {
        Answer answer = api.clients.get(officer, path("/clip.mp4"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(clip);
        assertThat(answer.header("content-type")).isEqualTo("video/mp4");
        assertThat(answer.header("accept-ranges")).isEqualTo("bytes");
        assertThat(answer.header("content-length")).isEqualTo(Integer.toString(clip.length));
        String hash = TestApi.sha256(TestApi.samplePackage().resolve("clip.mp4"));
        assertThat(answer.header("etag")).isEqualTo('"' + hash + '"');
        assertThat(answer.header("repr-digest"))
                .isEqualTo("sha-256=:"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash)) + ":");
        assertThat(api.clients
                        .get(officer, path("/clip.mp4"), "if-none-match", answer.header("etag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void sendsThePartsThatAPlayerSeeksTo() {
        int size = clip.length;
        assertPart("bytes=0-", 0, size);
        assertPart("bytes=0-1", 0, 2);
        assertPart("bytes=1000-1999", 1000, 2000);
        assertPart("bytes=-500", size - 500, size);
        assertPart("bytes=" + (size - 1) + "-", size - 1, size);
        assertPart("bytes=100-99999999", 100, size);
    }

    private void assertPart(String range, int from, int to) {
        Answer answer = api.clients.get(officer, path("/clip.mp4"), "range", range);
        assertThat(answer.status()).as(range).isEqualTo(206);
        assertThat(answer.header("content-range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/" + clip.length);
        assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(clip, from, to));
    }

    @Test
    void sendsTheWholeFileWhenItChangedBetweenParts() {
        assertThat(api.clients
                        .get(officer, path("/clip.mp4"), "range", "bytes=0-1", "if-range", "\"other\"")
                        .status())
                .isEqualTo(200);
        String tag = api.clients.get(officer, path("/clip.mp4")).header("etag");
        assertThat(api.clients
                        .get(officer, path("/clip.mp4"), "range", "bytes=0-1", "if-range", tag)
                        .status())
                .isEqualTo(206);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=5-4", "bytes=999999999-", "bytes=0-1,4-5", "bytes=x", "bytes=-0", "bytes=--", "bytes="})
    void refusesRangesThatItCantServe(String range) {
        Answer answer = api.clients.get(officer, path("/clip.mp4"), "range", range);
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("content-range")).isEqualTo("bytes */" + clip.length);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2f..%2fsecret.key",
                "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "/..%5c..%5csecret.key",
                "/%00",
                "/.",
                "/clip.mp4%00.jpg",
                "/nothing.jpg",
                "/%2fetc%2fpasswd",
                "/clip.mp4/",
                "/CON",
                "/..",
                "/.%2e/.%2e/x"
            })
    void findsNoFileOutsideOfThePackage(String file) {
        Answer answer = api.clients.get(officer, path(file));
        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).doesNotContain("/tmp", "Exception");
    }

    @Test
    void exportsAZipThatTheVerifierAccepts() throws IOException {
        String path = "/api/v1/cases/" + id + "/package.zip";
        assertThat(api.clients.get(officer, path).problem())
                .as("without a reason")
                .isEqualTo("invalid");
        Answer answer = api.clients.get(officer, path + "?reason=for%20the%20court");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-disposition")).startsWith("attachment; filename=");
        Path zip = Files.write(api.folder.resolve("case.zip"), answer.bytes());
        EvidenceVerifier.Report report = EvidenceVerifier.verify(zip);
        assertThat(report.faults()).isEmpty();
        assertThat(report.packages()).isEqualTo(1);
        assertThat(log("evidence.export").toString()).contains("reason=for the court");
    }

    @Test
    void putsEachLookOnRecordOnceForAllPartsOfIt() {
        for (int i = 0; i < 20; i++) {
            api.clients.get(officer, path("/clip.mp4"), "range", "bytes=" + i * 10 + "-");
        }
        api.clients.get(officer, path("/b-decisive.jpg"));
        assertThat(log("evidence.view")).hasSize(2);
        api.testClock().advance(Duration.ofMinutes(6));
        api.clients.get(officer, path("/clip.mp4"), "range", "bytes=0-1");
        assertThat(log("evidence.view")).hasSize(3);
    }

    @Test
    void answersNothingThatCantBePutOnRecord() {
        api.database.change(handle -> handle.execute("drop table audit"));
        for (String path : List.of(path("/clip.mp4"), path(""), "/api/v1/cases/" + id, "/api/v1/cases")) {
            Answer answer = api.clients.get(officer, path);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).contains("internal").doesNotContain(id, "audit");
        }
        assertThat(api.clients.get(officer, path("/clip.mp4")).status())
                .as("the next part too")
                .isEqualTo(500);
    }

    @Test
    void tellsThatEvidenceWasDeleted() {
        api.database.change(handle -> handle.execute("update cases set purged_at = 1 where id = ?", id));
        assertThat(api.clients.get(officer, path("/clip.mp4")).problem()).isEqualTo("gone");
    }

    @Test
    void leavesNoFileOpenWhenClientsLeave() throws IOException {
        // Those that earlier tests left are closed as soon as the server notices.
        awaitNoOpenClip();
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket("127.0.0.1", api.server.port())) {
                socket.getOutputStream()
                        .write(("GET " + path("/clip.mp4") + " HTTP/1.1\r\nhost: localhost\r\ncookie: ngatu="
                                        + officer.cookie() + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
        }
        awaitNoOpenClip();
    }

    private static void awaitNoOpenClip() throws IOException {
        Instant deadline = Instant.now().plusSeconds(20);
        long open = openClips();
        while (open > 0 && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(10_000_000);
            open = openClips();
        }
        assertThat(open).isZero();
    }

    private static long openClips() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors), "needs /proc");
        try (var open = Files.list(descriptors)) {
            return open.filter(each -> {
                        try {
                            return Files.readSymbolicLink(each).endsWith("clip.mp4");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    private List<AuditRow> log(String action) {
        return api.audit.page(new AuditLog.Filter(null, null, null, action, id), null, 100);
    }

    private String path(String file) {
        return "/api/v1/cases/" + id + "/evidence" + file;
    }
}
