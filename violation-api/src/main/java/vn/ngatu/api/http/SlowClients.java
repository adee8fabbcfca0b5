package vn.ngatu.api.http;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection that sends bytes but gets no request out in time: the server's own timeouts begin with a request's
 * last header, and its idle time begins anew with each byte. Over HTTP/2 only the first request is waited for like this,
 * since clients there also send what is no request. One for each connection; runs on its event loop.
 */
final class SlowClients extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<SlowClients> KEY = AttributeKey.valueOf(SlowClients.class, "connection");

    private final Duration patience;
    private int running;
    private long waitingSinceNs;
    private boolean waiting;
    private boolean trusted;

    SlowClients(Duration patience) {
        this.patience = patience;
    }

    /** Notes that the headers of a request have come. */
    static void arrived(ServiceRequestContext context) {
        Channel channel = context.log().partial().channel();
        @Nullable SlowClients connection = channel == null ? null : channel.attr(KEY).get();
        if (connection != null && channel != null) {
            connection.begin(context.sessionProtocol().isMultiplex());
            context.log().whenComplete().thenRun(() -> channel.eventLoop().execute(connection::end));
        }
    }

    private void begin(boolean multiplex) {
        trusted |= multiplex;
        waiting = false;
        running++;
    }

    private void end() {
        running--;
        waiting = false;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().attr(KEY).set(this);
        startWaiting();
        checkLater(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!waiting && running == 0) {
            startWaiting();
        }
        context.fireChannelRead(message);
    }

    private void startWaiting() {
        waiting = true;
        waitingSinceNs = System.nanoTime();
    }

    private void checkLater(ChannelHandlerContext context) {
        context.executor().schedule(() -> check(context), patience.toMillis() / 2 + 1, TimeUnit.MILLISECONDS);
    }

    private void check(ChannelHandlerContext context) {
        if (!context.channel().isOpen() || trusted) {
            return;
        }
        if (waiting && running == 0 && System.nanoTime() - waitingSinceNs > patience.toNanos()) {
            context.close();
            return;
        }
        checkLater(context);
    }
}
