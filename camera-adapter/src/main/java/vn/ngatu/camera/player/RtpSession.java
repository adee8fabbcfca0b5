package vn.ngatu.camera.player;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.player.media.AccessUnit;
import vn.ngatu.camera.player.media.MediaFile;
import vn.ngatu.camera.player.media.Packetizer;

/**
 * Sends one camera to one watcher: starts at the next key frame, then every picture when it is due, with sender reports in
 * between. The event loop only, but for {@link #cut}.
 */
final class RtpSession {

    private static final int RTP_HEADER = 12;
    private static final int PAYLOAD_TYPE = 96;
    private static final int SENDER_REPORT = 200;
    private static final long REPORT_EVERY_NS = 2_000_000_000L;
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    private final PlayedCamera camera;
    private final RtpLine line;
    private final EventLoop loop;
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private final int stampBase = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(0x10000);
    private PlayedCamera.Programme programme;
    private Packetizer packetizer;
    private long round;
    private int next;
    private boolean waitsForKey = true;
    private long reportedAt;
    private boolean reported;
    private int packets;
    private int bytes;
    private int standingStamp;
    private boolean standing;
    private volatile long dropped;
    private @Nullable ByteBuf heldBack;
    private @Nullable ScheduledFuture<?> step;

    RtpSession(PlayedCamera camera, RtpLine line, EventLoop loop) {
        this.camera = camera;
        this.line = line;
        this.loop = loop;
        programme = camera.programme();
        packetizer = Packetizer.of(programme.media().codec());
    }

    int ssrc() {
        return ssrc;
    }

    int nextSequence() {
        return sequence;
    }

    long dropped() {
        return dropped;
    }

    void start() {
        camera.join(this);
        seek();
        run();
    }

    void stop() {
        camera.leave(this);
        if (step != null) {
            step.cancel(false);
        }
        if (heldBack != null) {
            heldBack.release();
            heldBack = null;
        }
    }

    /** Cuts the watcher's connection. Any thread. */
    void cut() {
        loop.execute(line::cut);
    }

    /** To the first picture that is due from now on. */
    private void seek() {
        MediaFile media = programme.media();
        long at = Math.max(0, camera.timeNs() - programme.startNs());
        round = at / media.durationNs();
        long within = at % media.durationNs();
        next = 0;
        while (next < media.units().size() && media.units().get(next).dtsNs() < within) {
            next++;
        }
        wrap();
        waitsForKey = true;
    }

    private void wrap() {
        if (next >= programme.media().units().size()) {
            next = 0;
            round++;
        }
    }

    private long dueNs() {
        AccessUnit unit = programme.media().units().get(next);
        return programme.startNs() + round * programme.media().durationNs() + unit.dtsNs();
    }

    private void run() {
        if (camera.programme() != programme) {
            programme = camera.programme();
            packetizer = Packetizer.of(programme.media().codec());
            seek();
        }
        boolean sent = false;
        for (long now = camera.timeNs(); dueNs() <= now; now = camera.timeNs()) {
            sent |= picture(programme.media().units().get(next));
            next++;
            wrap();
        }
        sent |= report();
        if (sent) {
            line.flush();
        }
        step = loop.schedule(this::run, Math.max(1_000_000, dueNs() - camera.timeNs()), TimeUnit.NANOSECONDS);
    }

    private boolean picture(AccessUnit unit) {
        if (!line.keepsUp()) {
            waitsForKey = true; // a watcher that is too slow loses whole pictures, as with cameras
        }
        if (camera.silent() || (waitsForKey && !unit.key())) {
            return false;
        }
        waitsForKey = false;
        long shown = programme.startNs() + round * programme.media().durationNs() + unit.ptsNs();
        int stamp = stamp(shown);
        packetizer.send(
                unit, (prefix, data, from, length, marker) -> payload(stamp, prefix, data, from, length, marker));
        return true;
    }

    private int stamp(long timeNs) {
        if (!camera.faults().standingStamps()) {
            standing = false;
            return stampBase + (int) ((timeNs + camera.faults().stampShift()) * 9 / 100_000);
        }
        if (!standing) {
            standing = true;
            standingStamp = stampBase + (int) (timeNs * 9 / 100_000);
        }
        return standingStamp;
    }

    private void payload(int stamp, byte[] prefix, byte[] data, int from, int length, boolean marker) {
        packets++;
        bytes += prefix.length + length;
        int number = sequence++ & 0xffff;
        int oneOf = camera.faults().dropOneOf();
        if (oneOf > 0 && packets % oneOf == 0) {
            dropped++;
            return;
        }
        ByteBuf packet = line.buffer(RTP_HEADER + prefix.length + length);
        packet.writeByte(0x80).writeByte(PAYLOAD_TYPE | (marker ? 0x80 : 0)).writeShort(number);
        packet.writeInt(stamp).writeInt(ssrc);
        packet.writeBytes(prefix).writeBytes(data, from, length);
        inOrder(packet);
    }

    private void inOrder(ByteBuf packet) {
        if (camera.faults().reorder() && heldBack == null) {
            heldBack = packet;
            return;
        }
        line.rtp(packet);
        if (heldBack != null) {
            line.rtp(heldBack);
            heldBack = null;
        }
    }

    /** What the camera's clock says now, and which stamp belongs to it (RFC 3550, 6.4.1). */
    private boolean report() {
        long now = camera.timeNs();
        boolean due = !reported || now - reportedAt >= REPORT_EVERY_NS;
        if (!due || !camera.faults().senderReports() || camera.silent()) {
            return false;
        }
        reported = true;
        reportedAt = now;
        Instant clock = Instant.now().plus(camera.faults().wrongClock());
        ByteBuf packet = line.buffer(28);
        packet.writeByte(0x80).writeByte(SENDER_REPORT).writeShort(6).writeInt(ssrc);
        packet.writeInt((int) (clock.getEpochSecond() + NTP_EPOCH_SECONDS));
        packet.writeInt((int) (((long) clock.getNano() << 32) / 1_000_000_000L));
        packet.writeInt(stamp(now)).writeInt(packets).writeInt(bytes);
        line.rtcp(packet);
        return true;
    }
}
