package vn.ngatu.core.signal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;

/**
 * The table of signal states, {@code start,end,signal,state}: a controller's log for {@code analyze}, and the record of the
 * signals in an evidence package. UTF-8; seconds of the clip; a byte order mark, CR LF and empty lines are accepted.
 */
public final class SignalsCsv {

    private static final String HEADER = "start,end,signal,state";
    private static final List<String> COLUMNS = List.of(HEADER.split(","));
    private static final int MOST_FAULTS = 50;

    /** Plain decimal seconds: what {@code Double.parseDouble} takes beyond it (hex, NaN, "1d") is a mistake in a table. */
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,10}(\\.\\d{1,12})?");

    private final String name;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private record Row(int line, SignalInterval interval) {}

    private SignalsCsv(String name) {
        this.name = name;
    }

    /**
     * Reads a controller's states; the rows may stand in any order.
     *
     * @throws ConfigException with every bad row's line, column, value and expectation
     */
    public static SignalTimeline read(Path file) throws IOException, ConfigException {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file.toString(), "not UTF-8 text", "a CSV file with the header " + HEADER);
        }
        SignalsCsv csv = new SignalsCsv(String.valueOf(file.getFileName()));
        csv.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (!csv.faults.isEmpty()) {
            throw new ConfigException(csv.faults.subList(0, Math.min(MOST_FAULTS, csv.faults.size())));
        }
        SignalTimeline timeline = new SignalTimeline(SignalSource.CONTROLLER);
        csv.rows.forEach(row -> timeline.append(row.interval()));
        timeline.complete();
        return timeline;
    }

    /** Writes intervals by start, to the millisecond; the file appears whole or not at all. */
    public static void write(Path file, Collection<SignalInterval> intervals) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        intervals.stream()
                .sorted(Comparator.comparingDouble(SignalInterval::start).thenComparing(SignalInterval::signal))
                .forEach(i -> text.append(
                        String.format(Locale.ROOT, "%.3f,%.3f,%s,%s\n", i.start(), i.end(), i.signal(), i.state())));
        Path absolute = file.toAbsolutePath();
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void parse(String text) {
        String[] lines = text.split("\r\n|\n|\r", -1);
        if (!COLUMNS.equals(cells(lines[0]))) {
            faults.add(new Fault(name + " line 1", shown(lines[0]), HEADER));
            return;
        }
        for (int line = 2; line <= lines.length; line++) {
            if (!lines[line - 1].isBlank()) {
                parseRow(line, cells(lines[line - 1]));
            }
        }
        rows.sort(Comparator.comparingDouble(row -> row.interval().start()));
        refuseOverlaps();
    }

    private void parseRow(int line, List<String> cells) {
        if (cells.size() != COLUMNS.size()) {
            faults.add(new Fault(
                    name + " line " + line, cells.size() + " columns", COLUMNS.size() + " columns: " + HEADER));
            return;
        }
        Double start = seconds(line, "start", cells.get(0));
        Double end = seconds(line, "end", cells.get(1));
        String signal = cells.get(2);
        if (signal.isEmpty()) {
            fault(line, "signal", signal, "a signal's id");
        }
        SignalState state = state(line, cells.get(3));
        if (start == null || end == null || state == null || signal.isEmpty()) {
            return;
        }
        if (end <= start) {
            fault(line, "end", cells.get(1), "> start " + cells.get(0));
        } else {
            rows.add(new Row(line, new SignalInterval(signal, start, end, state)));
        }
    }

    private void refuseOverlaps() {
        Map<String, Row> latest = new TreeMap<>();
        for (Row row : rows) {
            String signal = row.interval().signal();
            Row before = latest.get(signal);
            if (before != null && row.interval().start() < before.interval().end()) {
                fault(
                        row.line(),
                        "start",
                        String.valueOf(row.interval().start()),
                        ">= " + before.interval().end() + ", where line " + before.line() + " of signal " + signal
                                + " ends");
            }
            latest.put(signal, row);
        }
    }

    private @Nullable Double seconds(int line, String column, String cell) {
        if (!SECONDS.matcher(cell).matches()) {
            fault(line, column, cell, "seconds such as 12.40");
            return null;
        }
        return Double.valueOf(cell);
    }

    private @Nullable SignalState state(int line, String cell) {
        for (SignalState state : SignalState.values()) {
            if (state.name().equals(cell)) {
                return state;
            }
        }
        fault(line, "state", cell, "one of " + Arrays.toString(SignalState.values()));
        return null;
    }

    private void fault(int line, String column, String value, String expected) {
        faults.add(new Fault(name + " line " + line + ", " + column, shown(value), expected));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    private static String shown(String value) {
        return value.isEmpty() ? "missing" : value.substring(0, Math.min(60, value.length()));
    }
}
