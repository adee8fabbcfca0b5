package vn.ngatu.camera.player;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import vn.ngatu.camera.player.media.MediaFile;

/**
 * One camera of a player: a clip that runs in a loop on a time line without seams, whether anybody watches or not. Safe for
 * use by any thread.
 */
public final class PlayedCamera {

    /**
     * What is played since when.
     *
     * @param startNs on the camera's time line
     */
    record Programme(MediaFile media, long startNs) {}

    private final URI uri;
    private final Faults faults = new Faults();
    private final BooleanSupplier frozen;
    private final long bornNs = System.nanoTime();
    private final Set<RtpSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile Programme programme;

    PlayedCamera(URI uri, MediaFile media, BooleanSupplier frozen) {
        this.uri = uri;
        this.frozen = frozen;
        programme = new Programme(media, 0);
    }

    /** Where it is watched. */
    public URI uri() {
        return uri;
    }

    /** What is wrong with it; to be set at will. */
    public Faults faults() {
        return faults;
    }

    /** Plays another clip from its beginning: a change of codec settings or size in the middle of the stream. */
    public void play(MediaFile media) {
        programme = new Programme(requireNonNull(media, "media"), timeNs());
    }

    /** Cuts all connections of its watchers. */
    public void cut() {
        sessions.forEach(RtpSession::cut);
    }

    /** How many watch it now. */
    public int watchers() {
        return sessions.size();
    }

    /** How many RTP packets were lost on purpose so far. */
    public long dropped() {
        return sessions.stream().mapToLong(RtpSession::dropped).sum();
    }

    /** Whether media is held back now. */
    boolean silent() {
        return faults.stalled() || frozen.getAsBoolean();
    }

    Programme programme() {
        return programme;
    }

    /** Nanoseconds since the camera was switched on. */
    long timeNs() {
        return System.nanoTime() - bornNs;
    }

    void join(RtpSession session) {
        sessions.add(session);
    }

    void leave(RtpSession session) {
        sessions.remove(session);
    }
}
