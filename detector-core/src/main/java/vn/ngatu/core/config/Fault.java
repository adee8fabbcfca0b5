package vn.ngatu.core.config;

import java.io.Serializable;

/**
 * One thing wrong with a configuration.
 *
 * @param path where it is, such as {@code stopLines[0].line[1]}; a file's name for faults of the whole file
 * @param value what stands there, as the person wrote it; {@code missing} for nothing
 * @param expected what should stand there
 */
public record Fault(String path, String value, String expected) implements Serializable {

    /** The one line a person reads: {@code path: value (expected: ...)}. */
    @Override
    public String toString() {
        return path + ": " + value + " (expected: " + expected + ")";
    }
}
