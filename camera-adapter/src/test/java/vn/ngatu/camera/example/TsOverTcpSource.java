package vn.ngatu.camera.example;

import java.util.Map;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.source.SourceProvider;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.demux.DemuxRequest;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.media.demux.Stamps;

/** The README's worked example: encoders that send an MPEG transport stream to whoever connects by TCP. */
public final class TsOverTcpSource implements SourceProvider {

    @Override
    public boolean takes(StreamAddress address) {
        return address.scheme().equals("ts+tcp");
    }

    @Override
    public PacketSource open(String name, StreamAddress address, ReadWatch watch) throws MediaException {
        return Demuxer.open(new DemuxRequest(
                address.secretUrl("tcp"),
                name,
                "mpegts",
                Map.of("protocol_whitelist", "tcp", "format_whitelist", "mpegts"),
                Stamps.LIVE,
                watch,
                System::nanoTime));
    }
}
