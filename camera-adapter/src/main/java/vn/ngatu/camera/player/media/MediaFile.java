package vn.ngatu.camera.player.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.FileSource;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.StreamInfo;

/** A recorded clip in memory, ready to be sent as RTP. Immutable, so that any number of cameras may play one. */
public final class MediaFile {

    private static final Set<String> CODECS = Set.of("h264", "hevc", "mpeg4");
    private static final long MOST_BYTES = 512L << 20;

    private final String codec;
    private final byte[] extradata;
    private final List<byte[]> parameterSets;
    private final List<AccessUnit> units;
    private final long durationNs;
    private final double frameRate;

    private MediaFile(StreamInfo info, List<byte[]> parameterSets, List<AccessUnit> units) {
        codec = info.codec();
        extradata = info.extradata();
        this.parameterSets = List.copyOf(parameterSets);
        this.units = List.copyOf(units);
        frameRate = 1e9 / info.frameDurationNs();
        durationNs = units.get(units.size() - 1).dtsNs() + info.frameDurationNs();
    }

    private MediaFile(MediaFile same, long durationNs) {
        codec = same.codec;
        extradata = same.extradata;
        parameterSets = same.parameterSets;
        units = same.units;
        frameRate = same.frameRate;
        this.durationNs = durationNs;
    }

    /**
     * Reads a clip of H.264, H.265 or MPEG-4 Visual.
     *
     * @throws MediaException of one line, when it can't be read or played
     */
    public static MediaFile load(Path file) throws MediaException {
        try (FileSource source = FileSource.open(file)) {
            StreamInfo info = source.info();
            if (!CODECS.contains(info.codec())) {
                throw new MediaException(file + ": codec " + info.codec() + " (expected: h264, hevc or mpeg4)");
            }
            NalUnits nals = NalUnits.of(info.codec(), info.extradata());
            boolean whole = info.codec().equals("mpeg4");
            List<byte[]> sets = whole ? List.of() : nals.parameterSets(info.codec(), info.extradata());
            return new MediaFile(info, sets, read(file, source, whole ? null : nals, sets));
        }
    }

    /**
     * The same clip with nothing to see for {@code rest} after each round: a road user at its end can't be taken for another
     * one at its beginning then.
     */
    public MediaFile resting(Duration rest) {
        return new MediaFile(this, durationNs + rest.toNanos());
    }

    private static List<AccessUnit> read(
            Path file, FileSource source, @Nullable NalUnits nals, List<byte[]> parameterSets) throws MediaException {
        List<AccessUnit> units = new ArrayList<>();
        long bytes = 0;
        for (Packet packet = source.read(); packet != null; packet = source.read()) {
            try (Packet read = packet) {
                bytes += read.size();
                if (bytes > MOST_BYTES) {
                    throw new MediaException(file + ": more than " + MOST_BYTES + " bytes (expected: a clip)");
                }
                if (!units.isEmpty() || read.key()) {
                    long origin = units.isEmpty() ? read.dtsNs() : units.get(0).originNs();
                    units.add(AccessUnit.of(read, nals, parameterSets, origin));
                }
            }
        }
        if (units.isEmpty()) {
            throw new MediaException(file + ": no key frame (expected: at least one)");
        }
        return units;
    }

    /** The codec's short name. */
    public String codec() {
        return codec;
    }

    /** The codec's configuration, as containers keep it; a copy. */
    public byte[] extradata() {
        return extradata.clone();
    }

    /** The parameter sets, in order; none for MPEG-4 Visual. */
    public List<byte[]> parameterSets() {
        return parameterSets;
    }

    /** In decoding order; the first is a key frame at 0. */
    public List<AccessUnit> units() {
        return units;
    }

    /** Pictures per second. */
    public double frameRate() {
        return frameRate;
    }

    /** How long one round of the clip takes, with its rest. */
    public long durationNs() {
        return durationNs;
    }
}
