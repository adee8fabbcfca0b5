package vn.ngatu.api.http.evidence;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.util.TimeoutMode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.http.cases.Reviewers;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Query;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.problem.Problem;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.security.access.Operation;

/** A case's package to take along: a ZIP that {@code ngatu verify} accepts, written while it is sent. */
public final class ExportHandlers {

    private static final Duration TIME = Duration.ofMinutes(10);
    // Each holds a thread while it is sent.
    private static final int AT_A_TIME = 8;
    private static final Problem BUSY = Problem.of(ProblemType.UNAVAILABLE, "too many exports at the same time", null);
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Cases cases;
    private final Path root;
    private final Semaphore slots = new Semaphore(AT_A_TIME);

    /** For {@code cases}, whose packages lie under {@code root}. */
    public ExportHandlers(Cases cases, Path root) {
        this.cases = cases;
        this.root = root;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(Operation.EXPORT_CASE, this::export);
    }

    private Reply export(Call call) throws IOException {
        Query query = call.query();
        String reason = query.reason();
        query.finish();
        Case found = Reviewers.refused(() -> cases.get(call.path("id"), Reviewers.of(call)));
        EvidenceFolder folder = EvidenceFolder.of(root, found);
        if (slots.availablePermits() == 0) {
            throw new ProblemException(BUSY);
        }
        Map<String, String> detail = Map.of("reason", reason, "manifest", found.manifest());
        return Reply.stream(() -> zip(call, folder)).recorded("evidence.export", found.id(), detail);
    }

    private HttpResponse zip(Call call, EvidenceFolder folder) {
        if (!slots.tryAcquire()) {
            return BUSY.response();
        }
        call.context().setRequestTimeout(TimeoutMode.SET_FROM_NOW, TIME);
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .set("content-type", "application/zip")
                .set("content-disposition", "attachment; filename=\"" + folder.name() + ".zip\"")
                .build();
        StreamMessage<HttpData> body = StreamMessage.fromOutputStream(
                out -> write(folder, out), call.context().blockingTaskExecutor());
        body.whenComplete().whenComplete((done, cause) -> slots.release());
        return HttpResponse.of(headers, body);
    }

    private static void write(EvidenceFolder folder, OutputStream out) {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            // Pictures and video don't shrink.
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (EvidenceFolder.Entry entry : folder.entries()) {
                ZipEntry each = new ZipEntry(folder.name() + "/" + entry.name());
                each.setTimeLocal(NO_TIME);
                zip.putNextEntry(each);
                Files.copy(folder.path(entry), zip);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
