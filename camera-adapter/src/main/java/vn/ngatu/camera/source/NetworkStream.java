package vn.ngatu.camera.source;

import java.util.HashMap;
import java.util.Map;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.demux.DemuxRequest;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.media.demux.Stamps;

/**
 * What FFmpeg is told of a network stream: only the protocols and formats that belong to it, so that nothing a server says
 * makes FFmpeg open other addresses or files.
 */
final class NetworkStream {

    private final Map<String, String> options = new HashMap<>();
    private final String format;
    private final Stamps stamps;

    NetworkStream(String format, Stamps stamps, String protocols, String formats) {
        this.format = format;
        this.stamps = stamps;
        options.put("protocol_whitelist", protocols);
        options.put("format_whitelist", formats);
        options.put("user_agent", "Ngatu");
    }

    NetworkStream option(String name, String value) {
        options.put(name, value);
        return this;
    }

    NetworkStream options(Map<String, String> more) {
        options.putAll(more);
        return this;
    }

    PacketSource open(String name, String url, ReadWatch watch) throws MediaException {
        return Demuxer.open(new DemuxRequest(url, name, format, options, stamps, watch, System::nanoTime));
    }
}
