package vn.ngatu.camera.player.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The NAL units of H.264 and H.265 out of packets and parameter sets, whether they are split by start codes (H.264 annex B)
 * or by lengths as in MP4 (ISO/IEC 14496-15). Pure.
 */
final class NalUnits {

    /** The size of length fields; 0 for start codes. */
    private final int lengthSize;

    private NalUnits(int lengthSize) {
        this.lengthSize = lengthSize;
    }

    /** How a stream with these parameter sets splits its packets. */
    static NalUnits of(String codec, byte[] extradata) {
        boolean byLength = extradata.length > 22 && extradata[0] == 1
                || extradata.length > 6 && extradata[0] == 1 && codec.equals("h264");
        if (!byLength) {
            return new NalUnits(0);
        }
        return new NalUnits(1 + (extradata[codec.equals("h264") ? 4 : 21] & 3));
    }

    /** The parameter sets themselves. */
    List<byte[]> parameterSets(String codec, byte[] extradata) {
        if (lengthSize == 0) {
            return byStartCode(extradata);
        }
        ByteBuffer in = ByteBuffer.wrap(extradata);
        return codec.equals("h264") ? avcSets(in.position(5)) : hevcSets(in.position(22));
    }

    private static List<byte[]> avcSets(ByteBuffer in) {
        List<byte[]> sets = new ArrayList<>();
        for (int mask : new int[] {31, 255}) {
            for (int left = in.get() & mask; left > 0; left--) {
                sets.add(take(in, in.getShort() & 0xffff));
            }
        }
        return sets;
    }

    private static List<byte[]> hevcSets(ByteBuffer in) {
        List<byte[]> sets = new ArrayList<>();
        for (int arrays = in.get() & 255; arrays > 0; arrays--) {
            in.get();
            for (int left = in.getShort() & 0xffff; left > 0; left--) {
                sets.add(take(in, in.getShort() & 0xffff));
            }
        }
        return sets;
    }

    /** The units of one packet. */
    List<byte[]> split(byte[] packet) {
        return lengthSize == 0 ? byStartCode(packet) : byLength(packet);
    }

    private List<byte[]> byLength(byte[] packet) {
        List<byte[]> units = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(packet);
        while (in.remaining() > lengthSize) {
            int length = 0;
            for (int i = 0; i < lengthSize; i++) {
                length = length << 8 | in.get() & 255;
            }
            if (length < 0 || length > in.remaining()) {
                break;
            }
            units.add(take(in, length));
        }
        return units;
    }

    private static List<byte[]> byStartCode(byte[] bytes) {
        List<byte[]> units = new ArrayList<>();
        int start = -1;
        for (int at = 0; at + 2 < bytes.length; at++) {
            if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
                addUnit(units, bytes, start, at);
                start = at + 3;
                at += 2;
            }
        }
        addUnit(units, bytes, start, bytes.length);
        return units;
    }

    private static void addUnit(List<byte[]> units, byte[] bytes, int start, int limit) {
        int end = limit;
        while (start >= 0 && end > start && bytes[end - 1] == 0) {
            end--;
        }
        if (start >= 0 && end > start) {
            units.add(take(ByteBuffer.wrap(bytes, start, end - start), end - start));
        }
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] unit = new byte[length];
        in.get(unit);
        return unit;
    }
}
