package vn.ngatu.camera.player;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.rtsp.RtspDecoder;
import io.netty.handler.codec.rtsp.RtspEncoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.player.media.MediaFile;

/**
 * An RTSP server that plays clips as cameras, over TCP and UDP, with whatever faults are asked for. Listens on loopback
 * unless told otherwise. One thread of its own serves all; the public methods are safe for use by any thread.
 */
public final class RtspPlayer implements AutoCloseable {

    private static final long REBIND_NS = 2_000_000_000L;
    private static final int MOST_REQUEST_BYTES = 64 << 10;
    private static final WriteBufferWaterMark BACKLOG = new WriteBufferWaterMark(1 << 20, 2 << 20);

    private final PlayerSettings settings;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("rtsp-player", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<String, PlayedCamera> cameras = new ConcurrentHashMap<>();
    private final UdpPair udp;
    private final int port;
    private volatile boolean frozen;
    private @Nullable Channel server;

    private RtspPlayer(PlayerSettings settings) throws IOException, InterruptedException {
        this.settings = settings;
        udp = UdpPair.open(loop, settings.host());
        server = bind(settings.port());
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    /**
     * Starts a player without cameras.
     *
     * @throws IOException when the port can't be had
     */
    public static RtspPlayer start(PlayerSettings settings) throws IOException {
        try {
            return new RtspPlayer(settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Channel bind(int wanted) throws IOException, InterruptedException {
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BACKLOG)
                .childHandler(new Pipeline())
                .bind(settings.host(), wanted)
                .await();
        if (!bound.isSuccess()) {
            throw new IOException(settings + ": can't listen (expected: a free port)", bound.cause());
        }
        return bound.channel();
    }

    /** Puts a camera under a path such as {@code /gate-1/main}. */
    public PlayedCamera add(String path, MediaFile media) {
        String scheme = settings.tls() == null ? "rtsp" : "rtsps";
        String host = settings.host().getHostAddress();
        URI uri = URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path);
        PlayedCamera camera = new PlayedCamera(uri, requireNonNull(media, "media"), () -> frozen);
        if (cameras.putIfAbsent(path, camera) != null) {
            throw new IllegalArgumentException("path: " + path + " (expected: one that is free)");
        }
        return camera;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Stops listening and cuts all connections, as when a camera loses its power. */
    public synchronized void powerOff() {
        if (server != null) {
            server.close().awaitUninterruptibly();
            server = null;
        }
        connections.close().awaitUninterruptibly();
    }

    /**
     * Listens again on the same port.
     *
     * @throws IOException when the port was taken meanwhile
     */
    public synchronized void powerOn() throws IOException {
        // The event loop gives the old socket back with its next select only, which may come after this.
        long deadline = System.nanoTime() + REBIND_NS;
        while (server == null) {
            try {
                server = bind(port);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                loop.schedule(() -> {}, 10, TimeUnit.MILLISECONDS).awaitUninterruptibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /**
     * Freezes or thaws the whole player: connections stay open and new ones are taken by the system, yet nothing is sent or
     * answered.
     */
    public void freeze(boolean on) {
        frozen = on;
        connections.forEach(each -> each.config().setAutoRead(!on));
    }

    PlayerSettings settings() {
        return settings;
    }

    UdpPair udp() {
        return udp;
    }

    void connected(Channel channel) {
        connections.add(channel);
        channel.config().setAutoRead(!frozen);
    }

    /** The camera of a request's address; null when there is none. */
    @Nullable PlayedCamera camera(String address) {
        try {
            String path = URI.create(address).getPath();
            if (path == null) {
                return null;
            }
            String whole = path.replaceAll("/+$", "");
            PlayedCamera camera = cameras.get(whole);
            return camera != null ? camera : cameras.get(whole.replaceAll("/+track1$", ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Ends everything and gives the thread back. */
    @Override
    public void close() {
        powerOff();
        udp.rtp().close();
        udp.rtcp().close();
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            if (settings.tls() != null) {
                SSLEngine engine = settings.tls().createSSLEngine();
                engine.setUseClientMode(false);
                channel.pipeline().addLast(new SslHandler(engine));
            }
            channel.pipeline()
                    .addLast(new RequestSplitter())
                    .addLast(new RtspDecoder())
                    .addLast(new RtspEncoder())
                    .addLast(new HttpObjectAggregator(MOST_REQUEST_BYTES))
                    .addLast(new RtspConnection(RtspPlayer.this));
        }
    }
}
