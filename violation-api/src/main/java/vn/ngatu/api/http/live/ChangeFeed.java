package vn.ngatu.api.http.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.http.gate.Views;
import vn.ngatu.api.security.access.Principal;

/**
 * Tells everybody who listens what changed: at once what this process did, within a second what others did. One thread
 * reads the log and writes to all; who reads too slowly is let go and comes back with the number of the last event it got.
 */
public final class ChangeFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int MOST_LISTENERS = 500;
    private static final int MOST_WAITING = 1000;
    private static final int MOST_BEHIND = 5000;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int POLLS_PER_HEARTBEAT = 15;

    private final Changes changes;
    private final Runnable ended;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread made = new Thread(run, "changes");
        made.setDaemon(true);
        return made;
    });
    private final List<Listener> listeners = new ArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();
    private long position;
    private int polls;

    /** Begins to follow {@code changes}, woken by {@code signal}. */
    public ChangeFeed(Changes changes, CaseChanges signal) {
        this.changes = changes;
        position = changes.head();
        ended = signal.listen(id -> wake());
        thread.scheduleWithFixedDelay(this::poll, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static final class Listener {
        private final Principal principal;
        private final StreamWriter<ServerSentEvent> writer = StreamMessage.streaming();
        private final AtomicInteger waiting = new AtomicInteger();

        Listener(Principal principal) {
            this.principal = principal;
        }

        boolean send(ServerSentEvent event) {
            if (waiting.incrementAndGet() > MOST_WAITING) {
                writer.abort();
                return false;
            }
            return writer.tryWrite(event);
        }

        StreamMessage<ServerSentEvent> events() {
            return writer.peek(event -> waiting.decrementAndGet());
        }
    }

    /**
     * The events for {@code principal}, until it leaves.
     *
     * @param after the last event that it got; null to begin now
     * @return null when too many listen already
     */
    @Nullable StreamMessage<ServerSentEvent> listen(Principal principal, @Nullable Long after) {
        if (count.incrementAndGet() > MOST_LISTENERS) {
            count.decrementAndGet();
            return null;
        }
        Listener listener = new Listener(principal);
        listener.writer.whenComplete().whenComplete((done, cause) -> count.decrementAndGet());
        thread.execute(() -> begin(listener, after));
        return listener.events();
    }

    private void begin(Listener listener, @Nullable Long after) {
        try {
            read();
            long from = after == null ? position : after;
            if (from > position || position - from > MOST_BEHIND) {
                // Not to be made up for: the listener has to look at the lists again.
                listener.send(ServerSentEvent.builder()
                        .id(Long.toString(position))
                        .event("reset")
                        .data("{}")
                        .build());
            } else {
                catchUp(listener, from);
            }
            listener.send(ServerSentEvent.ofComment("ready"));
            listeners.add(listener);
        } catch (RuntimeException e) {
            log.error("changes can't be read", e);
            listener.writer.close();
        }
    }

    private void catchUp(Listener listener, long from) {
        long at = from;
        while (at < position) {
            Changes.Part part = changes.after(at);
            for (Change change : part.changes()) {
                if (change.seq() <= position && listener.principal.sees(change.camera())) {
                    listener.send(event(change));
                }
            }
            if (part.last() == at) {
                return;
            }
            at = part.last();
        }
    }

    private void wake() {
        if (told.compareAndSet(false, true)) {
            try {
                thread.execute(() -> {
                    told.set(false);
                    poll();
                });
            } catch (RejectedExecutionException e) {
                log.debug("closed");
            }
        }
    }

    private void poll() {
        try {
            read();
            polls = (polls + 1) % POLLS_PER_HEARTBEAT;
            if (polls == 0) {
                listeners.removeIf(listener -> !listener.send(ServerSentEvent.ofComment("still here")));
            }
        } catch (RuntimeException e) {
            log.error("changes can't be read", e);
        }
    }

    private void read() {
        Changes.Part part;
        do {
            part = changes.after(position);
            for (Change change : part.changes()) {
                ServerSentEvent event = event(change);
                listeners.removeIf(listener -> listener.principal.sees(change.camera()) && !listener.send(event));
            }
            position = part.last();
        } while (part.more());
    }

    private static ServerSentEvent event(Change change) {
        try {
            return ServerSentEvent.builder()
                    .id(Long.toString(change.seq()))
                    .event("case")
                    .data(Views.JSON.writeValueAsString(change))
                    .build();
        } catch (JsonProcessingException e) {
            throw new AssertionError("a change is plain strings and numbers", e);
        }
    }

    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        ended.run();
        thread.execute(() -> listeners.forEach(listener -> listener.writer.close()));
        thread.shutdown();
    }
}
