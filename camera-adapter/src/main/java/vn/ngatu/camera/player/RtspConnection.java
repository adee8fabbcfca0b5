package vn.ngatu.camera.player;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.rtsp.RtspHeaderNames;
import io.netty.handler.codec.rtsp.RtspResponseStatuses;
import io.netty.handler.codec.rtsp.RtspVersions;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.camera.player.media.MediaFile;

/** Answers one client's requests (RFC 2326) and holds its one session, which ends with the connection. The event loop only. */
final class RtspConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(RtspConnection.class);
    private static final Pattern CLIENT_PORTS = Pattern.compile("client_port=(\\d{1,5})-(\\d{1,5})");
    private static final Pattern INTERLEAVED = Pattern.compile("interleaved=(\\d{1,3})-");

    private final RtspPlayer player;
    private final DigestCheck digest;
    private final String sessionId =
            Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    private @Nullable RtpSession session;
    private boolean playing;

    RtspConnection(RtspPlayer player) {
        this.player = player;
        digest = new DigestCheck(player.settings());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        player.connected(context.channel());
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        PlayedCamera camera = player.camera(request.uri());
        FullHttpResponse response = answer(context, request, camera);
        String number = request.headers().get(RtspHeaderNames.CSEQ);
        if (number != null) {
            response.headers().set(RtspHeaderNames.CSEQ, number);
        }
        boolean last = response.status().code() >= 400 && response.status().code() != 401;
        boolean start = session != null && !playing && request.method().name().equals("PLAY") && !last;
        var sent = context.writeAndFlush(response);
        if (last) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
        if (start && session != null) {
            playing = true;
            session.start();
        }
    }

    private FullHttpResponse answer(
            ChannelHandlerContext context, FullHttpRequest request, @Nullable PlayedCamera camera) {
        String method = request.method().name();
        if (method.equals("OPTIONS")) {
            FullHttpResponse options = response(RtspResponseStatuses.OK, "");
            options.headers().set(RtspHeaderNames.PUBLIC, "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN");
            return options;
        }
        if (!digest.passes(method, request.headers().get(RtspHeaderNames.AUTHORIZATION))) {
            FullHttpResponse refused = response(RtspResponseStatuses.UNAUTHORIZED, "");
            refused.headers().set(RtspHeaderNames.WWW_AUTHENTICATE, digest.challenge());
            return refused;
        }
        if (camera == null) {
            return response(RtspResponseStatuses.NOT_FOUND, "");
        }
        int status = camera.faults().status();
        if (status != 0) {
            return response(HttpResponseStatus.valueOf(status), "");
        }
        return switch (method) {
            case "DESCRIBE" -> describe(context, request, camera);
            case "SETUP" -> setUp(context, request, camera);
            case "PLAY" -> session == null ? response(RtspResponseStatuses.METHOD_NOT_VALID, "") : play(request);
            case "GET_PARAMETER", "SET_PARAMETER" -> inSession();
            case "TEARDOWN" -> tearDown();
            default -> response(RtspResponseStatuses.METHOD_NOT_ALLOWED, "");
        };
    }

    private FullHttpResponse describe(ChannelHandlerContext context, FullHttpRequest request, PlayedCamera camera) {
        MediaFile media = camera.programme().media();
        MediaFile announced = camera.faults().announced();
        String host = ((InetSocketAddress) context.channel().localAddress())
                .getAddress()
                .getHostAddress();
        String text = SessionDescription.of(
                media, announced == null ? media : announced, camera.faults().tellsParameterSets(), host);
        FullHttpResponse response = response(RtspResponseStatuses.OK, text);
        response.headers().set(RtspHeaderNames.CONTENT_TYPE, "application/sdp");
        response.headers().set(RtspHeaderNames.CONTENT_BASE, request.uri() + "/");
        return response;
    }

    private FullHttpResponse setUp(ChannelHandlerContext context, FullHttpRequest request, PlayedCamera camera) {
        String wanted = request.headers().get(RtspHeaderNames.TRANSPORT, "").toLowerCase(Locale.ROOT);
        Matcher ports = CLIENT_PORTS.matcher(wanted);
        boolean tcp = wanted.contains("rtp/avp/tcp");
        if (session != null || (!tcp && !ports.find())) {
            return response(
                    session != null
                            ? RtspResponseStatuses.METHOD_NOT_VALID
                            : RtspResponseStatuses.UNSUPPORTED_TRANSPORT,
                    "");
        }
        RtpLine line;
        String transport;
        if (tcp) {
            Matcher interleaved = INTERLEAVED.matcher(wanted);
            int number = interleaved.find() ? Math.min(254, Integer.parseInt(interleaved.group(1))) : 0;
            line = new InterleavedLine(context.pipeline().context(RequestSplitter.class), number);
            transport = "RTP/AVP/TCP;unicast;interleaved=" + number + "-" + (number + 1);
        } else {
            var client = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
            line = new DatagramLine(
                    context.channel(),
                    player.udp(),
                    new InetSocketAddress(client, Integer.parseInt(ports.group(1)) & 0xffff),
                    new InetSocketAddress(client, Integer.parseInt(ports.group(2)) & 0xffff));
            transport = "RTP/AVP;unicast;" + ports.group() + ";server_port="
                    + UdpPair.port(player.udp().rtp()) + "-"
                    + UdpPair.port(player.udp().rtcp());
        }
        session = new RtpSession(camera, line, context.channel().eventLoop());
        FullHttpResponse response = inSession();
        response.headers()
                .set(RtspHeaderNames.TRANSPORT, transport + String.format(Locale.ROOT, ";ssrc=%08X", session.ssrc()));
        return response;
    }

    private FullHttpResponse play(FullHttpRequest request) {
        FullHttpResponse response = inSession();
        response.headers().set(RtspHeaderNames.RANGE, "npt=now-");
        return response;
    }

    private FullHttpResponse tearDown() {
        end();
        return inSession();
    }

    private FullHttpResponse inSession() {
        FullHttpResponse response = response(RtspResponseStatuses.OK, "");
        response.headers().set(RtspHeaderNames.SESSION, sessionId + ";timeout=60");
        return response;
    }

    private void end() {
        if (session != null) {
            session.stop();
            session = null;
            playing = false;
        }
    }

    private static FullHttpResponse response(HttpResponseStatus status, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(RtspVersions.RTSP_1_0, status, Unpooled.wrappedBuffer(bytes));
        response.headers().set(RtspHeaderNames.CONTENT_LENGTH, bytes.length);
        return response;
    }
}
