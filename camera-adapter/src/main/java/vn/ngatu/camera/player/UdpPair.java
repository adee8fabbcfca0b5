package vn.ngatu.camera.player;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The two datagram ports that all watchers of a player are served from.
 *
 * @param rtp sends media
 * @param rtcp sends sender reports; what watchers report is dropped
 */
record UdpPair(Channel rtp, Channel rtcp) {

    static UdpPair open(EventLoopGroup loop, InetAddress host) throws InterruptedException {
        Channel rtp = bind(loop, host);
        try {
            return new UdpPair(rtp, bind(loop, host));
        } catch (InterruptedException | RuntimeException e) {
            rtp.close();
            throw e;
        }
    }

    private static Channel bind(EventLoopGroup loop, InetAddress host) throws InterruptedException {
        return new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_SNDBUF, 1 << 20)
                .handler(new Drop())
                .bind(host, 0)
                .sync()
                .channel();
    }

    static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static final class Drop extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            // Receiver reports and hole punching want no answer.
        }
    }
}
