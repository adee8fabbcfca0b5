package vn.ngatu.api.http.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some bytes of a file, from an offset on. Opens the file when the first byte is read; closed by whoever reads. */
final class FilePart extends InputStream {

    private final Path path;
    private final long first;
    private long left;
    private @Nullable SeekableByteChannel channel;

    FilePart(Path path, long first, long length) {
        this.path = path;
        this.first = first;
        left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int wanted = (int) Math.min(length, left);
        int read = open().read(ByteBuffer.wrap(into, offset, wanted));
        if (read < 0) {
            throw new IOException("file ended " + left + " bytes early");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        left = 0;
        if (channel != null) {
            channel.close();
        }
    }

    private SeekableByteChannel open() throws IOException {
        SeekableByteChannel opened = channel;
        if (opened == null) {
            opened = Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            channel = opened;
            opened.position(first);
        }
        return opened;
    }
}
