package vn.ngatu.camera.source;

import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.demux.Stamps;

/** Cameras by motion JPEG over HTTP ({@code http}, {@code https}); times are those of arrival, since the parts have none. */
public final class MjpegSource implements SourceProvider {

    @Override
    public boolean takes(StreamAddress address) {
        return HttpAddress.MJPEG.isMeantBy(address);
    }

    @Override
    public PacketSource open(String name, StreamAddress address, ReadWatch watch) throws MediaException {
        return new NetworkStream("mpjpeg", Stamps.ARRIVAL, "http,https,tcp,tls", "mpjpeg,mjpeg")
                .option("probesize", "100000")
                .option("analyzeduration", "100000")
                .options(HttpAddress.tlsOptions(address))
                .open(name, address.secretUrl(HttpAddress.plainScheme(address)), watch);
    }
}
