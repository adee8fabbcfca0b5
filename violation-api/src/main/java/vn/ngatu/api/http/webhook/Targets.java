package vn.ngatu.api.http.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where webhooks may go: over TLS to the outside. Addresses inside, and plain HTTP, only for hosts that the configuration
 * names, so that nobody makes the server call what only it can reach.
 */
final class Targets {

    private static final int LONGEST = 1000;

    private final Set<String> allowed;

    Targets(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** A URL taken apart. */
    record Target(boolean tls, String host, int port, String path) {}

    /** What is wrong with {@code url}, as what was expected; empty when it will do. */
    Optional<String> fault(String url) {
        return parse(url).isPresent()
                ? Optional.empty()
                : Optional.of("https://HOST/..., or a host that the configuration allows");
    }

    /** The parts of {@code url}; empty when it may not be called. */
    Optional<Target> parse(String url) {
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            boolean tls = "https".equalsIgnoreCase(uri.getScheme());
            boolean plain = "http".equalsIgnoreCase(uri.getScheme());
            boolean odd = url.length() > LONGEST
                    || host == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null
                    || !(tls || plain);
            if (odd || plain && !isAllowed(host)) {
                return Optional.empty();
            }
            int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return Optional.of(new Target(tls, host, port, path + query));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The address to call for {@code target}, looked up now and not again, so that a name that changes its mind between
     * the check and the call gains nothing; empty when none of its addresses may be called.
     */
    Optional<InetAddress> resolve(Target target) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(target.host())) {
            if (isAllowed(target.host()) || isOutside(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private boolean isAllowed(String host) {
        return allowed.contains(host.toLowerCase(Locale.ROOT));
    }

    static boolean isOutside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean inside = address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        if (inside) {
            return false;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return bytes.length == 4
                // This network, shared carrier space, benchmarks, reserved.
                ? first != 0
                        && !(first == 100 && second >= 64 && second < 128)
                        && !(first == 198 && (second == 18 || second == 19))
                        && !(first == 192 && second == 0)
                        && first < 240
                // Global unicast alone, without the prefixes that wrap an IPv4 address.
                : (first & 0xe0) == 0x20
                        && !(first == 0x20 && (second == 0x02 || (second == 0x01 && bytes[2] == 0 && bytes[3] == 0)));
    }
}
