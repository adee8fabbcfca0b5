package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.ViolationSink;

/**
 * {@code violations.jsonl} of an engine that runs for weeks: each line is on the disk before {@link #accept} returns. One
 * thread at a time. A line that a crash or a full disk tore is cut off before the next one is written.
 */
final class ViolationJournal implements ViolationSink, AutoCloseable {

    private final FileChannel channel;
    private long whole;

    private ViolationJournal(FileChannel channel, long whole) {
        this.channel = channel;
        this.whole = whole;
    }

    /** The journal {@code file}, made when missing; what was torn at its end is cut off. */
    static ViolationJournal open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long whole = wholeLines(channel);
            channel.truncate(whole);
            channel.force(true);
            return new ViolationJournal(channel, whole);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static long wholeLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            channel.read(one.clear(), end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    @Override
    public void accept(ReportedViolation violation) throws IOException {
        append(Json.asGiven(ViolationJson.line(violation)));
    }

    /** Adds one line and forces it to the disk; on failure the journal is as it was. */
    void append(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        try {
            channel.truncate(whole);
            channel.position(whole);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            whole = channel.position();
        } catch (IOException e) {
            channel.truncate(whole);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
