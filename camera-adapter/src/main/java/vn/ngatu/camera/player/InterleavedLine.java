package vn.ngatu.camera.player;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** RTP inside the RTSP connection (RFC 2326, 10.12). The event loop only. */
final class InterleavedLine implements RtpLine {

    private static final int PREFIX = 4;

    private final ChannelHandlerContext below;
    private final int rtpNumber;

    /**
     * On a connection.
     *
     * @param below the handler that lies under the RTSP encoder
     * @param rtpNumber the channel number of RTP; RTCP has the next
     */
    InterleavedLine(ChannelHandlerContext below, int rtpNumber) {
        this.below = below;
        this.rtpNumber = rtpNumber;
    }

    @Override
    public ByteBuf buffer(int bytes) {
        return below.alloc().buffer(PREFIX + bytes).writeZero(PREFIX);
    }

    @Override
    public void rtp(ByteBuf packet) {
        write(packet, rtpNumber);
    }

    @Override
    public void rtcp(ByteBuf packet) {
        write(packet, rtpNumber + 1);
    }

    private void write(ByteBuf packet, int number) {
        packet.setByte(0, '$').setByte(1, number).setShort(2, packet.readableBytes() - PREFIX);
        below.write(packet, below.voidPromise());
    }

    @Override
    public void flush() {
        below.flush();
    }

    @Override
    public boolean keepsUp() {
        return below.channel().isWritable();
    }

    @Override
    public void cut() {
        below.close();
    }
}
