package vn.ngatu.api.http.evidence;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.util.TimeoutMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.http.cases.Reviewers;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.problem.Problem;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.http.range.ByteRange;
import vn.ngatu.api.http.range.UnsatisfiableRangeException;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.security.access.Operation;

/** The files of a case's evidence, to look at. */
public final class EvidenceHandlers {

    // Long enough for a clip over a slow line; it ends a client that stopped reading.
    private static final Duration TIME = Duration.ofMinutes(5);
    private static final int BUFFER = 64 << 10;

    private final Cases cases;
    private final Path root;
    private final SeenLately seen = new SeenLately();

    /** For {@code cases}, whose packages lie under {@code root}. */
    public EvidenceHandlers(Cases cases, Path root) {
        this.cases = cases;
        this.root = root;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(Operation.LIST_EVIDENCE, this::list, Operation.READ_EVIDENCE, this::read);
    }

    record ListView(List<FileView> files) {}

    record FileView(
            String name,
            String type,
            @Nullable String role,
            long bytes,
            @Nullable String sha256) {}

    private Reply list(Call call) throws IOException {
        call.query().finish();
        Case found = Reviewers.refused(() -> cases.get(call.path("id"), Reviewers.of(call)));
        List<FileView> files = EvidenceFolder.of(root, found).entries().stream()
                .map(entry -> new FileView(entry.name(), entry.type(), entry.role(), entry.bytes(), entry.sha256()))
                .toList();
        return Reply.ok(new ListView(files)).recorded("evidence.list", found.id(), Map.of());
    }

    private Reply read(Call call) throws IOException {
        call.query().finish();
        Case found = Reviewers.refused(() -> cases.get(call.path("id"), Reviewers.of(call)));
        EvidenceFolder folder = EvidenceFolder.of(root, found);
        EvidenceFolder.Entry entry =
                folder.find(call.path("file")).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        String look = call.principal().credential() + " " + found.id() + " " + entry.name();
        Reply reply = answer(call, folder.path(entry), entry, () -> seen.add(look, call.now()));
        return seen.contains(look, call.now())
                ? reply
                : reply.recorded("evidence.view", found.id(), Map.of("file", entry.name()));
    }

    // What is recorded is so once the answer is made; only then the next part needs no row of its own.
    private static Reply answer(Call call, Path path, EvidenceFolder.Entry entry, Runnable recorded) {
        String tag = entry.sha256() == null ? null : '"' + entry.sha256() + '"';
        ByteRange range;
        try {
            String condition = call.header("if-range");
            boolean whole = condition != null && !condition.equals(tag);
            range = whole ? null : ByteRange.of(call.header("range"), entry.bytes());
        } catch (UnsatisfiableRangeException e) {
            Problem problem = Problem.of(ProblemType.BAD_RANGE, e.getMessage(), "range");
            return Reply.stream(
                    () -> problem.response(ResponseHeaders.builder().set("content-range", e.contentRange())));
        }
        if (tag != null && tag.equals(call.header("if-none-match"))) {
            return Reply.stream(() -> HttpResponse.of(ResponseHeaders.of(HttpStatus.NOT_MODIFIED, "etag", tag)));
        }
        ByteRange part = range;
        return Reply.stream(() -> {
            recorded.run();
            return file(call, path, entry, tag, part);
        });
    }

    private static HttpResponse file(
            Call call, Path path, EvidenceFolder.Entry entry, @Nullable String tag, @Nullable ByteRange range) {
        long first = range == null ? 0 : range.first();
        long length = range == null ? entry.bytes() : range.length();
        ResponseHeadersBuilder headers = ResponseHeaders.builder(
                        range == null ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT)
                .set("content-type", entry.type())
                .set("accept-ranges", "bytes")
                .set("content-disposition", "inline; filename=\"" + entry.name() + '"')
                .set("cache-control", "private, no-store")
                .contentLength(length);
        if (range != null) {
            headers.set("content-range", range.contentRange(entry.bytes()));
        }
        if (tag != null) {
            byte[] hash = HexFormat.of().parseHex(Objects.requireNonNull(entry.sha256()));
            headers.set("etag", tag)
                    .set("repr-digest", "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":");
        }
        if (length == 0) {
            return HttpResponse.of(headers.build());
        }
        call.context().setRequestTimeout(TimeoutMode.SET_FROM_NOW, TIME);
        return HttpResponse.of(
                headers.build(),
                StreamMessage.builder(new FilePart(path, first, length))
                        .bufferSize(BUFFER)
                        .executor(call.context().blockingTaskExecutor())
                        .build());
    }
}
