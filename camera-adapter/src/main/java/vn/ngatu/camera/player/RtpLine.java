package vn.ngatu.camera.player;

import io.netty.buffer.ByteBuf;

/** Carries RTP and RTCP packets to one watcher. The event loop only; takes over every buffer. */
interface RtpLine {

    /** An empty buffer with room in front as the line needs it. */
    ByteBuf buffer(int bytes);

    /** Queues a packet that was made in one of the line's own buffers. */
    void rtp(ByteBuf packet);

    /** Queues a control packet likewise. */
    void rtcp(ByteBuf packet);

    /** Sends what is queued. */
    void flush();

    /** Whether the watcher keeps up. */
    boolean keepsUp();

    /** Cuts the watcher's connection. */
    void cut();
}
