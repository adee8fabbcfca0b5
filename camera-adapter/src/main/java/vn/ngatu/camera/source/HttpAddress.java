package vn.ngatu.camera.source;

import java.util.Locale;
import java.util.Map;
import vn.ngatu.camera.address.StreamAddress;

/**
 * Which of the formats that travel over HTTP an address means: told by a prefix of the scheme ({@code mjpeg+http}), or by
 * the path's ending, or motion JPEG. Pure.
 */
enum HttpAddress {
    MJPEG("mjpeg+", ""),
    HLS("hls+", ".m3u8"),
    FLV("flv+", ".flv");

    private final String prefix;
    private final String ending;

    HttpAddress(String prefix, String ending) {
        this.prefix = prefix;
        this.ending = ending;
    }

    boolean isMeantBy(StreamAddress address) {
        String scheme = address.scheme();
        if (scheme.contains("+")) {
            return scheme.equals(prefix + "http") || scheme.equals(prefix + "https");
        }
        return (scheme.equals("http") || scheme.equals("https")) && of(address) == this;
    }

    private static HttpAddress of(StreamAddress address) {
        String path =
                address.uri().getPath() == null ? "" : address.uri().getPath().toLowerCase(Locale.ROOT);
        for (HttpAddress each : new HttpAddress[] {HLS, FLV}) {
            if (path.endsWith(each.ending)) {
                return each;
            }
        }
        return MJPEG;
    }

    /** The scheme without its prefix. */
    static String plainScheme(StreamAddress address) {
        return address.scheme().substring(address.scheme().indexOf('+') + 1);
    }

    /** What TLS needs, where the address is encrypted. */
    static Map<String, String> tlsOptions(StreamAddress address) {
        return plainScheme(address).endsWith("s") ? address.trust().options() : Map.of();
    }
}
