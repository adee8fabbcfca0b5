package vn.ngatu.api.http.live;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.streaming.ServerSentEvents;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Operation;

/** The changes as server-sent events. */
public final class ChangeHandlers {

    // Then the client comes back by itself, and has to show again who it is.
    private static final Duration TIME = Duration.ofMinutes(15);

    private final ChangeFeed feed;

    /** For {@code feed}. */
    public ChangeHandlers(ChangeFeed feed) {
        this.feed = feed;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(Operation.FOLLOW_CHANGES, this::follow);
    }

    private Reply follow(Call call) {
        call.query().finish();
        Long after = number(call.header("last-event-id"));
        StreamMessage<ServerSentEvent> events = feed.listen(call.principal(), after);
        if (events == null) {
            throw ProblemException.of(ProblemType.UNAVAILABLE, "too many listeners");
        }
        return Reply.stream(() -> answer(call, events)).recorded("changes.follow", null, Map.of());
    }

    private static HttpResponse answer(Call call, StreamMessage<ServerSentEvent> events) {
        call.context().setRequestTimeout(TimeoutMode.SET_FROM_NOW, TIME);
        return ServerSentEvents.fromPublisher(events);
    }

    private static @Nullable Long number(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,18}")) {
            throw ProblemException.invalid("last-event-id", text, "the id of an event");
        }
        return Long.valueOf(text);
    }
}
