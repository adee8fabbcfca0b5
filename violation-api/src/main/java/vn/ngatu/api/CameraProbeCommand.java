package vn.ngatu.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.ngatu.api.parts.UsageException;
import vn.ngatu.camera.address.Credentials;
import vn.ngatu.camera.address.Secret;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.address.TlsTrust;
import vn.ngatu.camera.address.Transport;
import vn.ngatu.camera.probe.CameraProbe;
import vn.ngatu.camera.probe.ProbeReport;
import vn.ngatu.camera.source.Sources;

/** {@code ngatu camera probe}: connects as the engine would and prints what it found. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Connects to a camera as the engine would and prints a report as JSON.",
            "Exit codes: 0 the camera will do, 1 it won't, 2 bad arguments."
        })
final class CameraProbeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "URL",
            description = "Such as rtsp://10.0.0.5/Streaming/Channels/101, without credentials.")
    private String url = "";

    @Option(
            names = "--sub",
            paramLabel = "URL",
            description = "The small stream; default: the one that goes with a known maker's address.")
    private @Nullable String sub;

    @Option(names = "--user", paramLabel = "NAME", description = "The user name, or $${VARIABLE} that holds it.")
    private @Nullable String user;

    @ArgGroup
    private @Nullable Password password;

    @Option(names = "--udp", description = "Let RTP travel as datagrams instead of inside the RTSP connection.")
    private boolean udp;

    @ArgGroup
    private @Nullable Tls tls;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "8",
            description = "How much of each stream to watch; default: ${DEFAULT-VALUE}.")
    private double seconds = 8;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    /** Where the password comes from; never the password itself, which others on the machine could read. */
    private static final class Password {
        @Option(
                names = "--password-env",
                paramLabel = "VARIABLE",
                description = "The variable that holds the password.")
        private @Nullable String variable;

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "The file whose first line is the password.")
        private @Nullable Path file;
    }

    private static final class Tls {
        @Option(names = "--tls-ca", paramLabel = "PEM", description = "Certificates that may vouch for the camera.")
        private @Nullable Path authorities;

        @Option(names = "--tls-anybody", description = "Don't ask who is at the other end of an encrypted connection.")
        private boolean anybody;
    }

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        StreamAddress main = address("URL", url);
        StreamAddress small = sub == null ? null : address("--sub", sub);
        if (!(seconds > 0 && seconds <= 600)) {
            throw new UsageException("--seconds: " + seconds + " (expected: > 0 and <= 600)");
        }
        ProbeReport report = new CameraProbe(seconds).run(main, small);
        spec.commandLine()
                .getOut()
                .println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        return report.pass() ? 0 : 1;
    }

    private StreamAddress address(String option, String text) {
        String fault = StreamAddress.fault(text);
        if (fault != null) {
            throw new UsageException(option + ": " + fault);
        }
        StreamAddress address = StreamAddress.of(text).with(udp ? Transport.UDP : Transport.TCP);
        if (!Sources.knows(address)) {
            throw new UsageException(option + ": " + address
                    + " (expected: rtsp, rtsps, http, https, rtmp, rtmps, file, or an added source)");
        }
        return trusted(withCredentials(address));
    }

    private StreamAddress withCredentials(StreamAddress address) {
        if ((user == null) != (password == null)) {
            throw new UsageException("--user: " + (user == null ? "missing" : "without a password")
                    + " (expected: together with --password-env or --password-file)");
        }
        return user == null || password == null ? address : address.with(new Credentials(user, secret(password)));
    }

    private static Secret secret(Password password) {
        try {
            return password.file != null
                    ? Secret.inFile(password.file)
                    : Secret.reference("${" + password.variable + "}");
        } catch (IllegalArgumentException e) {
            throw new UsageException("--password-env: " + e.getMessage());
        }
    }

    private StreamAddress trusted(StreamAddress address) {
        if (tls == null) {
            return address;
        }
        return address.with(tls.anybody ? TlsTrust.ANYBODY : new TlsTrust(true, tls.authorities));
    }
}
