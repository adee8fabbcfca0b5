package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.ViolationSink;

/**
 * Writes {@code violations.jsonl}: one JSON object per line, the same bytes for the same violations. Lines go to a file
 * with {@code .partial} added to its name, which takes its real name only in {@link #finish}; so a file of that name is always whole.
 * One thread at a time.
 */
public final class ViolationsWriter implements ViolationSink, AutoCloseable {

    private final Path target;
    private final Path partial;
    private final FileChannel channel;
    private boolean finished;

    private ViolationsWriter(Path target, Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
    }

    /** A writer for the file {@code target}; an older partial file is overwritten, an older whole one on {@link #finish}. */
    public static ViolationsWriter create(Path target) throws IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return new ViolationsWriter(target, partial, channel);
    }

    @Override
    public void accept(ReportedViolation violation) throws IOException {
        // One write per line, handed to the operating system at once: a killed engine leaves whole lines.
        ByteBuffer line = StandardCharsets.UTF_8.encode(Json.asGiven(ViolationJson.line(violation)) + "\n");
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    /** Forces the lines to the disk and gives the file its real name. */
    public void finish() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
    }

    /** Removes what was written unless {@link #finish} was reached: an analysis that failed leaves no result. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!finished) {
            Files.deleteIfExists(partial);
        }
    }
}
