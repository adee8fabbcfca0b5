package vn.ngatu.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.ngatu.core.rule.Explanation;

/** Writes {@code explain.jsonl}: one explanation per line, in the order in which rules ended them. One thread. */
final class ExplanationWriter implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter lines;

    private ExplanationWriter(BufferedWriter lines) {
        this.lines = lines;
    }

    /** A writer of the new file {@code target}. */
    static ExplanationWriter create(Path target) throws IOException {
        return new ExplanationWriter(Files.newBufferedWriter(target));
    }

    /** Writes one explanation. */
    void accept(Explanation explanation) {
        ObjectNode line = JSON.createObjectNode();
        line.put("track", explanation.track());
        line.put("vehicle", explanation.vehicle().label());
        line.put("rule", explanation.rule().label());
        line.put("from", milliseconds(explanation.from()));
        line.put("to", milliseconds(explanation.to()));
        line.put("verdict", explanation.verdict());
        line.put("reason", explanation.reason());
        line.put("detail", explanation.detail());
        try {
            lines.write(JSON.writeValueAsString(line));
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what is still held back. */
    void finish() throws IOException {
        lines.flush();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static double milliseconds(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
