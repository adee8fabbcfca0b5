package vn.ngatu.camera.source;

import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.demux.Stamps;

/** Streams by HTTP-FLV ({@code .flv} over HTTP), through a relay that may hold back some seconds. */
public final class FlvSource implements SourceProvider {

    @Override
    public boolean takes(StreamAddress address) {
        return HttpAddress.FLV.isMeantBy(address);
    }

    @Override
    public PacketSource open(String name, StreamAddress address, ReadWatch watch) throws MediaException {
        return new NetworkStream("flv", Stamps.LIVE, "http,https,tcp,tls", "flv,live_flv")
                .option("analyzeduration", "500000")
                .options(HttpAddress.tlsOptions(address))
                .open(name, address.secretUrl(HttpAddress.plainScheme(address)), watch);
    }

    @Override
    public double latency() {
        return 4;
    }
}
