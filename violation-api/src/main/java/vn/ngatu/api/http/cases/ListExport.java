package vn.ngatu.api.http.cases;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.util.TimeoutMode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.CaseFilter;
import vn.ngatu.api.cases.CasePage;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Query;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.gate.Views;
import vn.ngatu.api.http.page.Csv;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.security.access.Operation;

/** A list of cases to take along, as CSV or JSON, written while it is read from the store. */
public final class ListExport {

    /** The most cases of one export. */
    static final int MOST = 100_000;

    private static final Duration TIME = Duration.ofMinutes(10);
    private static final List<String> COLUMNS = List.of(
            "id", "camera", "kind", "vehicle", "time", "received", "state", "plate", "reason", "confidence", "closed");

    private final Cases cases;

    /** For {@code cases}. */
    public ListExport(Cases cases) {
        this.cases = cases;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(Operation.EXPORT_LIST, this::export);
    }

    private enum Format {
        CSV,
        JSON;

        static Optional<Format> of(String text) {
            return Arrays.stream(values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst();
        }
    }

    private Reply export(Call call) {
        Query query = call.query();
        String reason = query.reason();
        Format format = query.choice("format", "csv or json", Format::of);
        CaseFilter filter = CaseQuery.read(query);
        query.finish();
        if (format == null) {
            throw ProblemException.invalid("format", null, "csv or json");
        }
        Map<String, String> detail = CaseQuery.told(filter);
        detail.put("reason", reason);
        detail.put("format", format.name());
        Reviewer who = Reviewers.of(call);
        return Reply.stream(() -> answer(call, format, filter, who)).recorded("case.list-export", null, detail);
    }

    private HttpResponse answer(Call call, Format format, CaseFilter filter, Reviewer who) {
        call.context().setRequestTimeout(TimeoutMode.SET_FROM_NOW, TIME);
        boolean csv = format == Format.CSV;
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .set("content-type", csv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8")
                .set("content-disposition", "attachment; filename=\"cases." + (csv ? "csv" : "json") + '"')
                .build();
        return HttpResponse.of(
                headers,
                StreamMessage.fromOutputStream(
                        out -> write(out, csv, filter, who, call.now()),
                        call.context().blockingTaskExecutor()));
    }

    private void write(OutputStream out, boolean csv, CaseFilter filter, Reviewer who, Instant now) {
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            writer.write(csv ? Csv.BYTE_ORDER_MARK + Csv.line(COLUMNS) : "[");
            int written = 0;
            @Nullable String cursor = null;
            do {
                CasePage page = cases.list(filter, who, cursor, Cases.MOST_CASES);
                for (Case each : page.cases()) {
                    writer.write(csv ? row(each) : (written == 0 ? "\n" : ",\n") + json(each, now));
                    written++;
                }
                cursor = page.next();
            } while (cursor != null && written < MOST);
            writer.write(csv ? "" : "\n]\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Case each, Instant now) throws IOException {
        return Views.JSON.writeValueAsString(CaseView.of(each, now));
    }

    private static String row(Case each) {
        return Csv.line(Arrays.asList(
                each.id(),
                each.camera(),
                each.kind(),
                each.vehicle(),
                each.listedAt(),
                each.receivedAt(),
                each.state().label(),
                each.plate(),
                each.reason() == null ? null : each.reason().label(),
                each.confidence(),
                each.closedAt()));
    }
}
