package vn.ngatu.core.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameSampler;
import vn.ngatu.core.media.LumaScaler;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.RgbImage;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.view.GreyPicture;
import vn.ngatu.core.view.ViewGuard;

/**
 * The first half of the data path, on the stream's thread: packets into the ring and the decoder, frames out of it, those
 * picked that are to be analysed. Sessions may follow each other on one time line. Owned by that thread's owner.
 */
final class FrameIntake implements AutoCloseable {

    private final @Nullable PacketRing ring;
    private final FrameSampler sampler;
    private final List<SignalHead> heads;
    private final PipelineStats stats;
    private final StageClock clock;
    private final Taker taker;
    private final ProgressListener progress;
    private final LumaScaler luma = new LumaScaler(GreyPicture.WIDTH, GreyPicture.HEIGHT);
    private @Nullable VideoDecoder decoder;
    private double decodedAt = Double.NaN;
    private double nextView = Double.NEGATIVE_INFINITY;
    private long lostBefore;
    private double lostSince;
    private boolean interrupted;
    private boolean skipped;

    /** Where picked frames go. */
    @FunctionalInterface
    interface Taker {

        /** Takes a picked frame, which stays the caller's, with what is kept of it. */
        void take(Frame frame, PickedFrame picked) throws IOException;
    }

    /**
     * An intake before its first session.
     *
     * @param ring keeps the packets; null when another stream's packets are kept
     * @param heads the signal heads whose pictures are wanted
     */
    FrameIntake(
            @Nullable PacketRing ring,
            FrameSampler sampler,
            List<SignalHead> heads,
            PipelineStats stats,
            StageClock clock,
            Taker taker,
            ProgressListener progress) {
        this.ring = ring;
        this.sampler = sampler;
        this.heads = heads;
        this.stats = stats;
        this.clock = clock;
        this.taker = taker;
        this.progress = progress;
    }

    /** Begins a session. */
    void opened(StreamInfo info) throws IOException {
        endSession();
        decoder = new VideoDecoder(info);
        lostBefore = 0;
        skipped = false;
        interrupted = !Double.isNaN(decodedAt);
        if (ring != null) {
            ring.opened(info);
        }
    }

    /** Takes the session's next packet, which stays the caller's. */
    void packet(Packet packet) throws IOException {
        VideoDecoder open = decoder;
        if (open == null) {
            throw new IllegalStateException("packet: before a session (expected: opened first)");
        }
        if (ring != null) {
            ring.add(packet);
        }
        if (skipped) {
            skipped = false;
            interrupted = true;
            open.restart();
        }
        open.send(packet);
        pick(open);
    }

    /** Takes the session's next packet, which stays the caller's, for the ring alone; the next decoded one must be a key frame. */
    void skip(Packet packet) {
        if (ring != null) {
            ring.add(packet);
        }
        skipped = true;
    }

    /** Ends the stream: takes what the decoder still holds. */
    void ended() throws IOException {
        VideoDecoder open = decoder;
        if (open != null) {
            open.end();
            pick(open);
            endSession();
        }
    }

    private void pick(VideoDecoder open) throws IOException {
        for (Frame frame = open.receive(); frame != null; frame = open.receive()) {
            try (Frame shown = frame) {
                if (shown.time() <= decodedAt) {
                    stats.repaired(1); // a session's first frames may come before the last one's end
                    continue;
                }
                noteLoss(open, shown);
                boolean wanted = sampler.wants(shown.time());
                clock.endOf(Stage.DECODE);
                if (wanted) {
                    taker.take(shown, picked(shown));
                }
                progress.at(shown.time());
            }
        }
        clock.endOf(Stage.DECODE);
    }

    private PickedFrame picked(Frame frame) {
        List<RgbImage> lamps = new ArrayList<>();
        for (SignalHead head : heads) {
            lamps.add(frame.crop(head.cropBox(frame.width(), frame.height())));
        }
        clock.endOf(Stage.SIGNAL);
        GreyPicture view = null;
        if (frame.time() >= nextView) {
            nextView = frame.time() + ViewGuard.EVERY;
            view = new GreyPicture(luma.scale(frame));
            clock.endOf(Stage.VIEW);
        }
        double lost = lostSince;
        lostSince = 0;
        return new PickedFrame(frame.index(), frame.time(), frame.width(), frame.height(), lost, lamps, view);
    }

    /** The decoder tells lost frames by number; the time they stood for is that between the sound frames around them. */
    private void noteLoss(VideoDecoder open, Frame frame) {
        double previous = decodedAt;
        decodedAt = frame.time();
        stats.frame(frame.time());
        if (open.lostFrames() > lostBefore || frame.jump() || interrupted) {
            lostBefore = open.lostFrames();
            interrupted = false;
            lostSince += Double.isNaN(previous) ? frame.time() : frame.time() - previous;
        }
    }

    private void endSession() {
        VideoDecoder open = decoder;
        decoder = null;
        if (open != null) {
            stats.decoder(open);
            stats.repaired(open.timeRepairs());
            open.close();
        }
    }

    @Override
    public void close() {
        endSession();
        luma.close();
    }
}
