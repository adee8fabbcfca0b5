package vn.ngatu.camera.player;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** RTP and RTCP as datagrams to the host that asked, and to no other. The event loop only. */
final class DatagramLine implements RtpLine {

    private final Channel control;
    private final UdpPair pair;
    private final InetSocketAddress rtpTarget;
    private final InetSocketAddress rtcpTarget;

    DatagramLine(Channel control, UdpPair pair, InetSocketAddress rtpTarget, InetSocketAddress rtcpTarget) {
        this.control = control;
        this.pair = pair;
        this.rtpTarget = rtpTarget;
        this.rtcpTarget = rtcpTarget;
    }

    @Override
    public ByteBuf buffer(int bytes) {
        return control.alloc().directBuffer(bytes);
    }

    @Override
    public void rtp(ByteBuf packet) {
        pair.rtp().write(new DatagramPacket(packet, rtpTarget), pair.rtp().voidPromise());
    }

    @Override
    public void rtcp(ByteBuf packet) {
        pair.rtcp().write(new DatagramPacket(packet, rtcpTarget), pair.rtcp().voidPromise());
    }

    @Override
    public void flush() {
        pair.rtp().flush();
        pair.rtcp().flush();
    }

    @Override
    public boolean keepsUp() {
        return pair.rtp().isWritable();
    }

    @Override
    public void cut() {
        control.close();
    }
}
