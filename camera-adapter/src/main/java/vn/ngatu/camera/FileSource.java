package vn.ngatu.camera;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.media.demux.Demuxer;

/** A recorded file as a packet source, read as fast as the caller asks. One thread; owned by whoever opened it. */
public final class FileSource implements PacketSource {

    private static final String EXPECTED = " (expected: a video file such as MP4, MKV, AVI, MPEG-TS or WebM)";

    /**
     * Containers only: FFmpeg would also take a text file for a teletype recording and a playlist for an order to open
     * other files and addresses.
     */
    private static final String FORMATS =
            "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,h264,hevc,m4v,mjpeg,"
                    + "mpegvideo,asf,ogg,ivf,mxf,nut,dhav,av1,obu,mp3,wav,flac,aac";

    private static final String NO_INDEX = "an MP4 without its index, cut off while it was written";
    private static final int MOOV = 0x6d6f6f76;
    private static final int MOOF = 0x6d6f6f66;

    private final Demuxer demuxer;

    private FileSource(Demuxer demuxer) {
        this.demuxer = demuxer;
    }

    /**
     * Opens the file.
     *
     * @throws MediaException of one line, when it is missing, unreadable, no video, or cut off beyond use
     */
    public static FileSource open(Path file) throws MediaException {
        check(file);
        String cut = isMp4(head(file)) ? cutOff(file) : null;
        if (cut != null) {
            throw new MediaException(file + ": " + cut + " (expected: a whole file)");
        }
        String url = "file:" + file.toAbsolutePath();
        Map<String, String> options = Map.of("format_whitelist", FORMATS, "protocol_whitelist", "file");
        try {
            return new FileSource(Demuxer.open(url, file.toString(), options));
        } catch (MediaException e) {
            String what = whatItIs(file);
            throw what == null ? e : new MediaException(file + ": " + what, e);
        }
    }

    private static void check(Path file) throws MediaException {
        if (!Files.exists(file)) {
            throw new MediaException(file + ": no such file" + EXPECTED);
        }
        if (Files.isDirectory(file)) {
            throw new MediaException(file + ": a directory" + EXPECTED);
        }
        if (!Files.isReadable(file)) {
            throw new MediaException(file + ": may not be read" + EXPECTED);
        }
        if (size(file) == 0) {
            throw new MediaException(file + ": an empty file" + EXPECTED);
        }
    }

    private static long size(Path file) throws MediaException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new MediaException(file + ": can't be read: " + e.getMessage() + EXPECTED, e);
        }
    }

    /** Why FFmpeg refused the file, as far as its first bytes tell; null when its own words are better. */
    private static @Nullable String whatItIs(Path file) throws MediaException {
        return isText(head(file)) ? "a text file" + EXPECTED : null;
    }

    private static byte[] head(Path file) throws MediaException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(512);
        } catch (IOException e) {
            throw new MediaException(file + ": can't be read: " + e.getMessage() + EXPECTED, e);
        }
    }

    private static boolean isMp4(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith("ftyp", 4);
    }

    private static boolean isText(byte[] head) {
        for (byte each : head) {
            boolean control = each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t';
            if (control || each == 127) {
                return false;
            }
        }
        return true;
    }

    /**
     * How an MP4 was cut off, by walking its boxes; null for a whole one. One made of fragments is whole up to any of them:
     * recorders write so in order that a loss of power costs only the last.
     */
    private static @Nullable String cutOff(Path file) throws MediaException {
        boolean index = false;
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(16);
            for (long at = 0; at + 8 <= in.size(); ) {
                in.read(header.clear(), at);
                long size = Integer.toUnsignedLong(header.getInt(0));
                size = size == 1 ? header.getLong(8) : size;
                int type = header.getInt(4);
                if (type == MOOF || size == 0) {
                    return index ? null : NO_INDEX;
                }
                if (size < 8 || at + size > in.size()) {
                    return index
                            ? "an MP4 cut off after " + in.size() + " of at least " + (at + size) + " bytes"
                            : NO_INDEX;
                }
                index |= type == MOOV;
                at += size;
            }
        } catch (IOException e) {
            throw new MediaException(file + ": can't be read: " + e.getMessage() + EXPECTED, e);
        }
        return index ? null : NO_INDEX;
    }

    @Override
    public StreamInfo info() {
        return demuxer.info();
    }

    @Override
    public @Nullable Packet read() throws MediaException {
        return demuxer.read();
    }

    @Override
    public long timeRepairs() {
        return demuxer.timeRepairs();
    }

    @Override
    public void close() {
        demuxer.close();
    }
}
