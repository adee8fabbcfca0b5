package vn.ngatu.api.intake;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.core.evidence.Sha256;

/**
 * Follows every {@code violations.jsonl} in the evidence root and in the folders just below it, and gives each whole line
 * to the {@link Intake}. How far it came is kept in the database with what it took in. When the disk is full or the
 * database is away it stops, says so, and begins again with the same line. {@link #poll} by one thread at a time; the rest
 * by any.
 */
public final class IntakeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeWatch.class);
    private static final String FILE = "violations.jsonl";
    private static final int CHUNK = 1 << 20;

    private final Intake intake;
    private volatile IntakeState state;

    /** Follows the files below the root of {@code intake}. */
    public IntakeWatch(Intake intake, Instant now) {
        this.intake = intake;
        state = new IntakeState(null, now, 0, 0);
    }

    /** How it is doing. */
    public IntakeState state() {
        return state;
    }

    /**
     * Takes in what has been added since the last call.
     *
     * @return how many lines were taken in or set aside
     */
    public int poll(Instant now) {
        int lines = 0;
        try {
            for (Path file : files()) {
                lines += follow(file, now);
            }
            if (state.stopped() != null) {
                LOG.warn("intake: goes on");
                state = new IntakeState(null, now, state.taken(), state.quarantined());
            }
        } catch (IOException | RuntimeException e) {
            stop(e, now);
        }
        return lines;
    }

    private void stop(Exception e, Instant now) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
        if (state.stopped() == null) {
            LOG.error("intake: stopped, nothing is lost and it tries again: {}", why);
        }
        Instant since = state.stopped() == null ? now : state.since();
        state = new IntakeState(why, since, state.taken(), state.quarantined());
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> inside = Files.list(intake.root())) {
            Stream.concat(Stream.of(intake.root()), inside.sorted())
                    .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                    .map(folder -> folder.resolve(FILE))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(files::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    private int follow(Path file, Instant now) throws IOException {
        String source =
                String.valueOf(intake.root().relativize(file.getParent())).replace('\\', '/');
        int lines = 0;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] first = line(in, 0);
            if (first == null) {
                return 0;
            }
            String mark = Sha256.hex(first);
            long position = position(source, mark);
            byte[] line;
            while ((line = line(in, position)) != null) {
                long after = position + line.length + 1;
                count(intake.take(
                        source,
                        new String(line, StandardCharsets.UTF_8),
                        now,
                        handle -> keep(handle, source, mark, after)));
                position = after;
                lines++;
            }
        }
        return lines;
    }

    private void count(Intake.Outcome outcome) {
        IntakeState was = state;
        switch (outcome) {
            case TAKEN -> state = new IntakeState(was.stopped(), was.since(), was.taken() + 1, was.quarantined());
            case QUARANTINED -> state = new IntakeState(was.stopped(), was.since(), was.taken(), was.quarantined() + 1);
            case KNOWN -> {}
        }
    }

    // The line that begins at position, without its end; null while it has none.
    private static byte @Nullable [] line(RandomAccessFile in, long position) throws IOException {
        in.seek(position);
        byte[] buffer = new byte[4096];
        int filled = 0;
        while (true) {
            int read = in.read(buffer, filled, buffer.length - filled);
            for (int i = filled; i < filled + read; i++) {
                if (buffer[i] == '\n') {
                    return Arrays.copyOf(buffer, i);
                }
            }
            if (read < 0) {
                return null;
            }
            filled += read;
            if (filled == CHUNK) {
                throw new IOException(FILE + ": a line of more than " + CHUNK + " bytes at " + position);
            }
            buffer = filled == buffer.length ? Arrays.copyOf(buffer, Math.min(CHUNK, 2 * filled)) : buffer;
        }
    }

    private long position(String source, String first) {
        return intake.database()
                .read(handle -> handle.createQuery(
                                "select position from intake_positions where source = :source and first = :first")
                        .bind("source", source)
                        .bind("first", first)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    private static void keep(Handle handle, String source, String first, long position) {
        handle.execute(
                "insert into intake_positions (source, first, position) values (?, ?, ?)"
                        + " on conflict (source) do update set first = excluded.first, position = excluded.position",
                source,
                first,
                position);
    }
}
