package vn.ngatu.api.engine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.SourceOpener;
import vn.ngatu.camera.address.Credentials;
import vn.ngatu.camera.address.Secret;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.address.Transport;
import vn.ngatu.camera.source.Sources;

/** Opens streams with the sources that camera-adapter knows or finds. */
public final class NetworkOpeners implements StreamOpeners {

    @Override
    public SourceOpener of(String name, EngineConfig.Stream stream) {
        if (StreamAddress.fault(stream.url()) != null) {
            return Sources.opener(name, stream.url()); // tells the fault when a session is opened
        }
        StreamAddress address = StreamAddress.of(stream.url()).with(stream.udp() ? Transport.UDP : Transport.TCP);
        Secret secret = secret(stream);
        return Sources.opener(
                name,
                stream.user() == null || secret == null
                        ? address
                        : address.with(new Credentials(stream.user(), secret)));
    }

    private static @Nullable Secret secret(EngineConfig.Stream stream) {
        Path file = stream.passwordFile();
        if (file != null) {
            return Secret.inFile(file);
        }
        return stream.password() == null ? null : Secret.reference(stream.password());
    }
}
