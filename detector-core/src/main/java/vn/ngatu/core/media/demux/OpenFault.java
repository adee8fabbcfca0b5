package vn.ngatu.core.media.demux;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;

import java.util.Set;
import vn.ngatu.core.media.Ffmpeg;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.MediaException.Kind;

/** What FFmpeg's negative return codes mean to somebody who wanted a stream. Pure. */
final class OpenFault {

    // The numbers of Linux, macOS and Windows: timed out; refused, no way to the host or its network, name unknown.
    private static final Set<Integer> TIMED_OUT = Set.of(-110, -60, -10060);
    private static final Set<Integer> UNREACHABLE = Set.of(-111, -61, -10061, -113, -65, -10065, -101, -51, -10051, -5);

    private OpenFault() {}

    /** The exception for a return code, of a recording or a live stream. */
    static MediaException of(String name, int code, boolean live) {
        Kind kind = kind(code);
        return new MediaException(name + ": " + words(code, kind, live), kind);
    }

    private static Kind kind(int code) {
        if (code == AVERROR_HTTP_UNAUTHORIZED() || code == AVERROR_HTTP_FORBIDDEN()) {
            return Kind.REFUSED;
        }
        if (code == AVERROR_HTTP_NOT_FOUND()) {
            return Kind.NOT_FOUND;
        }
        if (code == AVERROR_EXIT() || TIMED_OUT.contains(code)) {
            return Kind.TIMED_OUT;
        }
        return UNREACHABLE.contains(code) ? Kind.UNREACHABLE : Kind.OTHER;
    }

    private static String words(int code, Kind kind, boolean live) {
        if (!live) {
            return (code == AVERROR_INVALIDDATA() ? "no video container" : Ffmpeg.errorText(code))
                    + " (expected: a video)";
        }
        return switch (kind) {
            case REFUSED -> "refused the credentials (expected: a user name and password that may watch)";
            case NOT_FOUND -> "knows no such stream (expected: a path that the camera serves)";
            case TIMED_OUT -> "no answer in time (expected: a camera that answers)";
            case UNREACHABLE -> "can't be reached: " + Ffmpeg.errorText(code) + " (expected: a camera that listens)";
            case OTHER -> other(code);
        };
    }

    private static String other(int code) {
        if (code == AVERROR_INVALIDDATA()) {
            return "answers, but not with a stream (expected: a video stream)";
        }
        return code == AVERROR_EOF()
                ? "closed the connection (expected: a stream)"
                : Ffmpeg.errorText(code) + " (expected: a stream)";
    }
}
