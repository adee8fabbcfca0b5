package vn.ngatu.camera.player.media;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts coded pictures into RTP payloads: H.264 by RFC 6184 (single units, STAP-A for the small ones at the front, FU-A), H.265
 * by RFC 7798 (single units and FUs), MPEG-4 Visual by RFC 6416. Pure.
 */
public enum Packetizer {
    H264(1) {
        @Override
        void fragment(byte[] unit, Sink sink, boolean lastUnit) {
            cut(unit, sink, lastUnit, new byte[] {(byte) (unit[0] & 0xe0 | FU_A), (byte) (unit[0] & 0x1f)});
        }

        @Override
        int aggregate(List<byte[]> units, Sink sink) {
            int size = 1;
            int count = 0;
            while (count < units.size() - 1 && size + 2 + units.get(count).length <= Packetizer.STAP_BYTES) {
                size += 2 + units.get(count++).length;
            }
            if (count < 2) {
                return 0;
            }
            byte[] stap = new byte[size];
            int at = 1;
            for (byte[] unit : units.subList(0, count)) {
                stap[0] = (byte) (Math.max(stap[0] & 0x60, unit[0] & 0x60) | STAP_A);
                stap[at] = (byte) (unit.length >> 8);
                stap[at + 1] = (byte) unit.length;
                System.arraycopy(unit, 0, stap, at + 2, unit.length);
                at += 2 + unit.length;
            }
            sink.payload(NO_PREFIX, stap, 0, stap.length, false);
            return count;
        }
    },
    HEVC(2) {
        @Override
        void fragment(byte[] unit, Sink sink, boolean lastUnit) {
            byte first = (byte) (unit[0] & 0x81 | FU << 1);
            cut(unit, sink, lastUnit, new byte[] {first, unit[1], (byte) (unit[0] >> 1 & 0x3f)});
        }
    },
    MPEG4(0) {
        @Override
        void fragment(byte[] unit, Sink sink, boolean lastUnit) {
            for (int from = 0; from < unit.length; from += MTU) {
                int length = Math.min(MTU, unit.length - from);
                sink.payload(NO_PREFIX, unit, from, length, lastUnit && from + length == unit.length);
            }
        }
    };

    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU = 49;

    /** What fits into an Ethernet frame behind the headers of IP, UDP and RTP, with room for tunnels. */
    static final int MTU = 1400;

    private static final int STAP_BYTES = 600;
    private static final byte[] NO_PREFIX = {};
    private static final int START = 0x80;
    private static final int END = 0x40;

    private final int headerBytes;

    Packetizer(int headerBytes) {
        this.headerBytes = headerBytes;
    }

    /** The one for a codec, by its short name. */
    public static Packetizer of(String codec) {
        return switch (codec) {
            case "h264" -> H264;
            case "hevc" -> HEVC;
            default -> MPEG4;
        };
    }

    /** Sends a picture's payloads to the sink in order. */
    public void send(AccessUnit picture, Sink sink) {
        List<byte[]> units = new ArrayList<>(picture.pieces());
        int sent = aggregate(units, sink);
        for (int i = sent; i < units.size(); i++) {
            byte[] unit = units.get(i);
            boolean last = i == units.size() - 1;
            if (unit.length <= MTU) {
                sink.payload(NO_PREFIX, unit, 0, unit.length, last);
            } else {
                fragment(unit, sink, last);
            }
        }
    }

    /** Sends units from the front in one payload, and tells how many. */
    int aggregate(List<byte[]> units, Sink sink) {
        return 0;
    }

    abstract void fragment(byte[] unit, Sink sink, boolean lastUnit);

    /** Fragmentation units: the last byte of the prefix holds the unit's type and gets the start and end marks. */
    void cut(byte[] unit, Sink sink, boolean lastUnit, byte[] prefix) {
        int mark = prefix.length - 1;
        byte type = prefix[mark];
        for (int from = headerBytes; from < unit.length; from += MTU) {
            int length = Math.min(MTU, unit.length - from);
            boolean first = from == headerBytes;
            boolean last = from + length == unit.length;
            prefix[mark] = (byte) (type | (first ? START : 0) | (last ? END : 0));
            sink.payload(prefix, unit, from, length, lastUnit && last);
        }
    }

    /** Takes payloads; keeps none of the arrays. */
    @FunctionalInterface
    public interface Sink {

        /**
         * The next payload.
         *
         * @param prefix its first bytes
         * @param marker whether it ends a picture
         */
        void payload(byte[] prefix, byte[] data, int from, int length, boolean marker);
    }
}
