package vn.ngatu.camera.source;

import java.util.Locale;
import java.util.Map;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.address.Transport;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.demux.Stamps;

/** Cameras by RTSP over TCP or UDP ({@code rtsp}), and by RTSP over TLS ({@code rtsps}). */
public final class RtspSource implements SourceProvider {

    /**
     * FFmpeg looks at a new stream until it knows it. The parameter sets may come with the next key frame only, which takes
     * as long as it takes; the frame rate shall not take the usual 20 frames.
     */
    private static final Map<String, String> QUICK = Map.of(
            "probesize", "30000000",
            "analyzeduration", "30000000",
            "fpsprobesize", "3",
            "allowed_media_types", "video");

    @Override
    public boolean takes(StreamAddress address) {
        return address.scheme().equals("rtsp") || address.scheme().equals("rtsps");
    }

    @Override
    public PacketSource open(String name, StreamAddress address, ReadWatch watch) throws MediaException {
        boolean tls = address.scheme().equals("rtsps");
        Transport transport = tls ? Transport.TCP : address.transport();
        NetworkStream stream = new NetworkStream("rtsp", Stamps.LIVE, "rtsp,rtp,tcp,udp,tls", "rtsp,sdp,rtp")
                .options(QUICK)
                .option("rtsp_transport", transport.name().toLowerCase(Locale.ROOT))
                // Over TCP nothing comes out of order; a queue of two still lets FFmpeg tell what the camera left out.
                .option("reorder_queue_size", transport == Transport.TCP ? "2" : "500")
                .option("buffer_size", "2000000");
        if (tls) {
            stream.options(address.trust().options());
        }
        return stream.open(name, address.secretUrl(address.scheme()), watch);
    }

    @Override
    public double latency() {
        return 0.4;
    }
}
