package vn.ngatu.camera.address;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe that it is the camera, on encrypted connections.
 *
 * @param verify whether the camera must prove it
 * @param authorities certificates in PEM that may vouch for it; null for the system's
 */
public record TlsTrust(boolean verify, @Nullable Path authorities) {

    /** Whoever the system's authorities vouch for. */
    public static final TlsTrust SYSTEM = new TlsTrust(true, null);

    /** Anybody: the stream is encrypted, but who sends it is not known. */
    public static final TlsTrust ANYBODY = new TlsTrust(false, null);

    private static final List<Path> SYSTEM_FILES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/cert.pem"));

    /** FFmpeg's options. */
    public Map<String, String> options() {
        if (!verify) {
            return Map.of("tls_verify", "0");
        }
        Optional<Path> file = authorities != null
                ? Optional.of(authorities)
                : SYSTEM_FILES.stream().filter(Files::isReadable).findFirst();
        return file.isPresent()
                ? Map.of("tls_verify", "1", "ca_file", file.get().toString())
                : Map.of("tls_verify", "1");
    }
}
