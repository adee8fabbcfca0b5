package vn.ngatu.core.blind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of when what was not watched: one file of JSON Lines per day (UTC) in a folder, append-only, each line on the
 * disk before the call returns. Every file begins with what was open at its start, so that it stands for itself. A line says
 * that an interval {@code began} or {@code ended}, or that the engine was {@code alive}; the time between the last sign
 * of life and the next start was not watched by anybody. Safe for use by any thread; one engine per folder.
 */
public final class BlindLedger implements AutoCloseable {

    /** The ledger's folder in an engine's data folder. */
    public static final String FOLDER = "blind";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".jsonl";
    private static final Comparator<BlindInterval> ORDER = Comparator.comparing(BlindInterval::from)
            .thenComparing(BlindInterval::camera)
            .thenComparing(interval -> String.valueOf(interval.rule()))
            .thenComparing(BlindInterval::cause);

    private final Path folder;
    private final Map<Key, BlindInterval> open = new LinkedHashMap<>();
    private @Nullable FileChannel file;
    private @Nullable LocalDate day;

    private BlindLedger(Path folder) {
        this.folder = folder;
    }

    /** What an interval that goes on is known by. */
    private record Key(String camera, @Nullable String rule, BlindCause cause) {
        static Key of(BlindInterval interval) {
            return new Key(interval.camera(), interval.rule(), interval.cause());
        }
    }

    /**
     * Continues the ledger in {@code folder}, which is made when missing. What was open when the engine died ends at its
     * last sign of life; from then to {@code now} no camera was watched.
     *
     * @param cameras those that should have been watched
     */
    public static BlindLedger open(Path folder, Collection<String> cameras, Instant now) throws IOException {
        Files.createDirectories(folder);
        Replay before = new Replay();
        for (Path each : days(folder, null)) {
            before.read(each);
        }
        BlindLedger ledger = new BlindLedger(folder);
        Instant last = before.last;
        if (last != null && last.isBefore(now)) {
            for (BlindInterval interval : List.copyOf(before.open.values())) {
                ledger.end(interval.endedAt(last));
            }
            for (String camera : cameras) {
                BlindInterval gap = new BlindInterval(
                        camera, null, last, now, BlindCause.NOT_STARTED, "the engine was not running");
                ledger.write(now, line("ended", gap));
            }
        }
        ledger.alive(now);
        return ledger;
    }

    /** Notes that an interval began; it must have no end yet. */
    synchronized void begin(BlindInterval interval) throws IOException {
        write(interval.from(), line("began", interval));
        open.put(Key.of(interval), interval);
    }

    /** Notes that an interval ended. */
    synchronized void end(BlindInterval interval) throws IOException {
        Instant to = interval.to();
        if (to == null) {
            throw new IllegalArgumentException("blind interval: no end (expected: one)");
        }
        write(to, line("ended", interval));
        open.remove(Key.of(interval));
    }

    /** Notes that the engine runs; to be called every few seconds. */
    public synchronized void alive(Instant now) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("event", "alive").put("at", now.toString());
        write(now, line);
    }

    /**
     * What was not watched between {@code from} and {@code to}, by beginning. An interval that goes on has no end.
     *
     * @param camera one camera; null for all
     */
    public synchronized List<BlindInterval> query(@Nullable String camera, Instant from, Instant to)
            throws IOException {
        return query(folder, camera, from, to);
    }

    /** As {@link #query(String, Instant, Instant)}, of a ledger that no engine need have open. */
    public static List<BlindInterval> query(Path folder, @Nullable String camera, Instant from, Instant to)
            throws IOException {
        Replay replay = new Replay();
        if (Files.isDirectory(folder)) {
            for (Path each : days(folder, from.atZone(ZoneOffset.UTC).toLocalDate())) {
                replay.read(each);
            }
        }
        return Stream.concat(replay.ended.stream(), replay.open.values().stream())
                .filter(interval -> camera == null || interval.camera().equals(camera))
                .filter(interval -> interval.touches(from, to))
                .sorted(ORDER)
                .toList();
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel current = file;
        file = null;
        if (current != null) {
            current.close();
        }
    }

    private synchronized void write(Instant at, ObjectNode line) throws IOException {
        LocalDate today = at.atZone(ZoneOffset.UTC).toLocalDate();
        FileChannel current = file;
        if (current == null || day == null || today.isAfter(day)) {
            current = roll(today);
        }
        append(current, line);
        current.force(false);
    }

    private FileChannel roll(LocalDate today) throws IOException {
        close();
        Path path = folder.resolve(today + SUFFIX);
        boolean made = !Files.exists(path);
        FileChannel current =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long end = current.size();
        current.position(end);
        if (end > 0 && !endsLine(current, end)) {
            // The line that a crash tore stays, so that nothing written is ever taken back; readers pass over it.
            current.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        file = current;
        day = today;
        if (made) {
            for (BlindInterval interval : open.values()) {
                append(current, line("began", interval));
            }
            forceFolder();
        }
        return current;
    }

    private static boolean endsLine(FileChannel current, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        current.read(last, end - 1);
        return last.get(0) == '\n';
    }

    private static void append(FileChannel to, ObjectNode line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private void forceFolder() throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** An interval as it is told: its members by their names, times in UTC, the cause by its label. */
    public static ObjectNode json(BlindInterval interval) {
        ObjectNode node = JSON.createObjectNode();
        node.put("camera", interval.camera()).put("rule", interval.rule());
        node.put("from", interval.from().toString());
        node.put("to", interval.to() == null ? null : interval.to().toString());
        return node.put("cause", interval.cause().label()).put("detail", interval.detail());
    }

    private static ObjectNode line(String event, BlindInterval interval) {
        return JSON.createObjectNode().put("event", event).setAll(json(interval));
    }

    private static List<Path> days(Path folder, @Nullable LocalDate from) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(path -> path.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            int first = 0;
            for (int i = 0; i < all.size() && from != null; i++) {
                // The file of the day itself repeats what was open; if there is none, the one before tells.
                first = all.get(i).getFileName().toString().compareTo(from + SUFFIX) <= 0 ? i : first;
            }
            return all.subList(from == null ? Math.max(0, all.size() - 1) : first, all.size());
        }
    }

    /** The state after some files. */
    private static final class Replay {
        private final Map<Key, BlindInterval> open = new LinkedHashMap<>();
        private final List<BlindInterval> ended = new ArrayList<>();
        private @Nullable Instant last;

        void read(Path file) throws IOException {
            for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                try {
                    take(JSON.readTree(text));
                } catch (JsonProcessingException e) {
                    continue; // torn by a crash
                }
            }
        }

        private void take(JsonNode line) {
            String event = line.path("event").asText();
            if (event.equals("alive")) {
                seen(Instant.parse(line.path("at").asText()));
                return;
            }
            String to = line.path("to").textValue();
            BlindInterval interval = new BlindInterval(
                    line.path("camera").asText(),
                    line.path("rule").textValue(),
                    Instant.parse(line.path("from").asText()),
                    to == null ? null : Instant.parse(to),
                    BlindCause.of(line.path("cause").asText()),
                    line.path("detail").asText());
            if (event.equals("ended")) {
                open.remove(Key.of(interval));
                ended.add(interval);
                seen(to == null ? interval.from() : Instant.parse(to));
            } else if (to == null) {
                open.put(Key.of(interval), interval);
                seen(interval.from());
            }
        }

        private void seen(Instant at) {
            last = last == null || at.isAfter(last) ? at : last;
        }
    }
}
