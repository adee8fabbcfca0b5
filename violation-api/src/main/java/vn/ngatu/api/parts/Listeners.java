package vn.ngatu.api.parts;

import com.linecorp.armeria.common.util.EventLoopGroups;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;

/** The threads that accept connections. Stateless. */
public final class Listeners {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Listeners() {}

    /**
     * A thread that accepts connections at {@code where} and ends at once when its server stops: Netty would have it wait
     * two seconds for work that can't come any more, of the five that the program has to end.
     */
    public static EventLoopGroup at(String where) {
        return EventLoopGroups.builder()
                .numThreads(1)
                .threadFactory(work -> new Thread(work, "accepts " + where))
                .gracefulShutdown(Duration.ZERO, LONGEST)
                .build();
    }
}
