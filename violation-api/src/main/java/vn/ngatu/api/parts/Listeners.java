package vn.ngatu.api.parts;

import com.linecorp.armeria.common.Flags;
import com.linecorp.armeria.common.util.EventLoopGroups;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that accept connections. Stateless. */
public final class Listeners {

    private Listeners() {}

    /**
     * A thread that accepts connections at {@code where} and ends at once when its server stops: by Netty's defaults it
     * waits two seconds for work that can't come any more, of the five that the program has to end. Armeria ends the group
     * that a listening channel belongs to by those defaults, whatever its own builder was told, so the group overrides them.
     */
    public static EventLoopGroup at(String where) {
        ThreadFactory threads = work -> new Thread(work, "accepts " + where);
        return switch (Flags.transportType()) {
            case EPOLL -> new EndingAtOnce(threads, EpollIoHandler.newFactory());
            case NIO -> new EndingAtOnce(threads, NioIoHandler.newFactory());
            // Ends later, but rightly.
            default -> EventLoopGroups.newEventLoopGroup(1, threads);
        };
    }

    private static final class EndingAtOnce extends MultiThreadIoEventLoopGroup {

        private static final int LONGEST_SECONDS = 1;

        EndingAtOnce(ThreadFactory threads, IoHandlerFactory handlers) {
            super(1, threads, handlers);
        }

        @Override
        public Future<?> shutdownGracefully() {
            return shutdownGracefully(0, LONGEST_SECONDS, TimeUnit.SECONDS);
        }
    }
}
