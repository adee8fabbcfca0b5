package vn.ngatu.camera.player.media;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.Packet;

/**
 * One coded picture.
 *
 * @param pieces its NAL units, or the whole picture for codecs without
 * @param originNs the decoding time of the clip's first picture
 * @param dtsNs when it is decoded, since the first
 * @param ptsNs when it is shown, on the same clock
 * @param key whether decoding can start here
 */
public record AccessUnit(List<byte[]> pieces, long originNs, long dtsNs, long ptsNs, boolean key) {

    /** Copies the list; the pieces themselves are shared and never changed. */
    public AccessUnit {
        pieces = List.copyOf(pieces);
    }

    /** Of a packet; as with cameras, every key frame has the parameter sets in front. */
    static AccessUnit of(Packet packet, @Nullable NalUnits nals, List<byte[]> parameterSets, long originNs) {
        long pts = packet.ptsNs() == Packet.NO_PTS ? packet.dtsNs() : packet.ptsNs();
        return new AccessUnit(
                nals == null ? List.of(packet.bytes()) : pieces(nals.split(packet.bytes()), packet, parameterSets),
                originNs,
                packet.dtsNs() - originNs,
                pts - originNs,
                packet.key());
    }

    private static List<byte[]> pieces(List<byte[]> units, Packet packet, List<byte[]> parameterSets) {
        boolean bare = packet.key()
                && !parameterSets.isEmpty()
                && units.stream().noneMatch(each -> Arrays.equals(each, parameterSets.get(0)));
        return bare ? Stream.concat(parameterSets.stream(), units.stream()).toList() : List.copyOf(units);
    }
}
