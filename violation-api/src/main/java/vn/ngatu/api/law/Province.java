package vn.ngatu.api.law;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a plate was issued.
 *
 * @param code the plate's first two digits
 * @param name the province as it is since July 2025
 * @param former the province that the code belonged to before, where it was another
 */
public record Province(String code, String name, @Nullable String former) {

    private static final Map<String, Province> ALL = read();

    /** The province with the plate code {@code code}; empty for codes that were never issued. */
    public static Optional<Province> ofCode(String code) {
        return Optional.ofNullable(ALL.get(code));
    }

    /** Every code. */
    static Map<String, Province> all() {
        return ALL;
    }

    private static Map<String, Province> read() {
        InputStream in = Objects.requireNonNull(Province.class.getResourceAsStream("provinces.csv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(Province::parse)
                    .collect(Collectors.toUnmodifiableMap(Province::code, province -> province));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Province parse(String line) {
        String[] cells = line.split(",", -1);
        return new Province(cells[0], cells[1], cells[2].isEmpty() ? null : cells[2]);
    }
}
