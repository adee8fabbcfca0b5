package vn.ngatu.core.media.demux;

import java.util.Map;
import java.util.function.LongSupplier;
import vn.ngatu.core.media.ReadWatch;

/**
 * What a {@link Demuxer} is to open and how.
 *
 * @param url as FFmpeg takes it, such as {@code file:/path}; may hold credentials, so it is never printed
 * @param name what messages call it
 * @param format FFmpeg's name of the input format; empty to let it find out
 * @param options FFmpeg's options of protocol and format
 * @param stamps where times come from
 * @param watch bounds every wait
 * @param nanoClock any monotonic clock, in nanoseconds; asked for live streams only
 */
public record DemuxRequest(
        String url,
        String name,
        String format,
        Map<String, String> options,
        Stamps stamps,
        ReadWatch watch,
        LongSupplier nanoClock) {

    /** Keeps its own copy of the options. */
    public DemuxRequest {
        options = Map.copyOf(options);
    }

    /** A recording. */
    public static DemuxRequest recording(String url, String name, Map<String, String> options) {
        return new DemuxRequest(url, name, "", options, Stamps.RECORDED, ReadWatch.NONE, () -> 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
