package vn.ngatu.camera.source;

import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.demux.Stamps;

/** Streams by HLS ({@code .m3u8} over HTTP): whole segments late, so their wall time is known to half a minute only. */
public final class HlsSource implements SourceProvider {

    @Override
    public boolean takes(StreamAddress address) {
        return HttpAddress.HLS.isMeantBy(address);
    }

    @Override
    public PacketSource open(String name, StreamAddress address, ReadWatch watch) throws MediaException {
        return new NetworkStream(
                        "hls", Stamps.RECORDED, "http,https,tcp,tls,crypto", "hls,mpegts,mov,mp4,m4a,3gp,3g2,mj2,aac")
                .option("live_start_index", "-1")
                .options(HttpAddress.tlsOptions(address))
                .open(name, address.secretUrl(HttpAddress.plainScheme(address)), watch);
    }

    @Override
    public double latency() {
        return 60;
    }
}
