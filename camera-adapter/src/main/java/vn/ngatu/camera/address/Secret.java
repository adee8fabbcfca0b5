package vn.ngatu.camera.address;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.MediaException;

/**
 * Where a password comes from: an environment variable or a file, looked up anew for every session. Never the password
 * itself, so that it can be printed.
 */
public final class Secret {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");
    private static final long MOST_BYTES = 4096;

    private final @Nullable String variable;
    private final @Nullable Path file;
    private final Map<String, String> environment;

    private Secret(@Nullable String variable, @Nullable Path file, Map<String, String> environment) {
        this.variable = variable;
        this.file = file;
        this.environment = environment;
    }

    /** The first line of a file. */
    public static Secret inFile(Path file) {
        return new Secret(null, requireNonNull(file, "file"), Map.of());
    }

    /**
     * Out of this process's environment.
     *
     * @param reference of the form <code>${NAME}</code>
     * @throws IllegalArgumentException for anything else, without repeating it: it may be the password itself
     */
    public static Secret reference(String reference) {
        return reference(reference, System.getenv());
    }

    static Secret reference(String reference, Map<String, String> environment) {
        if (!isReference(reference)) {
            throw new IllegalArgumentException("a text (expected: ${NAME} of an environment variable, or a file)");
        }
        return new Secret(reference.substring(2, reference.length() - 1), null, environment);
    }

    /** Whether a text has the form <code>${NAME}</code>. */
    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /**
     * The secret itself.
     *
     * @throws MediaException when the variable is not set or the file can't be read
     */
    String reveal() throws MediaException {
        if (file != null) {
            return firstLine(file);
        }
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            throw new MediaException(this + ": not set (expected: a secret)", MediaException.Kind.REFUSED);
        }
        return value;
    }

    private static String firstLine(Path file) throws MediaException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new MediaException(file + ": more than " + MOST_BYTES + " bytes (expected: a secret)");
            }
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            return (end < 0 ? text : text.substring(0, end)).stripTrailing();
        } catch (IOException e) {
            throw new MediaException(
                    file + ": can't be read (expected: a file that holds a secret)", MediaException.Kind.REFUSED);
        }
    }

    @Override
    public String toString() {
        return file != null ? file.toString() : "${" + variable + "}";
    }
}
