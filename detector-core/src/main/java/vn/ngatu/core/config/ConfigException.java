package vn.ngatu.core.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that can't be used, with every fault found in it; the message has one line per fault. */
public final class ConfigException extends Exception {

    private final List<Fault> faults;

    /** For at least one fault, in the order in which they stand in the file. */
    public ConfigException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("faults: none (expected: at least one)");
        }
        this.faults = List.copyOf(faults);
    }

    /** For a single fault. */
    public ConfigException(String path, String value, String expected) {
        this(List.of(new Fault(path, value, expected)));
    }

    /** What is wrong, at least one. */
    public List<Fault> faults() {
        return faults;
    }
}
