package vn.ngatu.camera;

import java.io.IOException;
import java.io.InputStream;
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
    private static @Nullable String whatItIs(Path file) {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(512);
        } catch (IOException e) {
            return "can't be read: " + e.getMessage() + EXPECTED;
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("ftyp", 4)) {
            return indexMissing(file)
                    ? "an MP4 without its index, cut off while it was written (expected: a whole file)"
                    : null;
        }
        if (isText(head)) {
            return "a text file" + EXPECTED;
        }
        return null;
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

    /** Walks the boxes of an MP4 for the one that says where the pictures are. */
    private static boolean indexMissing(Path file) {
        try (var in = java.nio.channels.FileChannel.open(file)) {
            var header = java.nio.ByteBuffer.allocate(16);
            for (long at = 0; at + 8 <= in.size(); ) {
                in.read(header.clear(), at);
                long size = Integer.toUnsignedLong(header.getInt(0));
                if (header.getInt(4) == 0x6d6f6f76) { // moov
                    return at + size > in.size();
                }
                size = size == 1 ? header.getLong(8) : size;
                if (size < 8) {
                    return true;
                }
                at += size;
            }
            return true;
        } catch (IOException e) {
            return false;
        }
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
