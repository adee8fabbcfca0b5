package vn.ngatu.camera.source;

import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.demux.Stamps;

/** Streams by RTMP ({@code rtmp}, {@code rtmps}), through a relay that may hold back some seconds. */
public final class RtmpSource implements SourceProvider {

    @Override
    public boolean takes(StreamAddress address) {
        return address.scheme().equals("rtmp") || address.scheme().equals("rtmps");
    }

    @Override
    public PacketSource open(String name, StreamAddress address, ReadWatch watch) throws MediaException {
        NetworkStream stream = new NetworkStream("flv", Stamps.LIVE, "rtmp,rtmps,tcp,tls", "flv,live_flv")
                .option("rtmp_live", "live")
                .option("analyzeduration", "500000");
        if (address.scheme().equals("rtmps")) {
            stream.options(address.trust().options());
        }
        return stream.open(name, address.secretUrl(address.scheme()), watch);
    }

    @Override
    public double latency() {
        return 4;
    }
}
