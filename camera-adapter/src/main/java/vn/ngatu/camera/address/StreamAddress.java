package vn.ngatu.camera.address;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Redaction;

/**
 * Where a stream is and how to ask for it. Credentials are kept apart from the URL and never printed; a URL that brings a
 * password of its own is refused. Immutable.
 */
public final class StreamAddress {

    private final URI uri;
    private final @Nullable Credentials credentials;
    private final Transport transport;
    private final TlsTrust trust;

    private StreamAddress(URI uri, @Nullable Credentials credentials, Transport transport, TlsTrust trust) {
        this.uri = uri;
        this.credentials = credentials;
        this.transport = transport;
        this.trust = trust;
    }

    /**
     * Of a URL, over TCP, trusting the system's authorities. Its user part may hold references, as in
     * <code>rtsp://${CAM_USER}:${CAM_PASSWORD}@10.0.0.5/live</code>.
     *
     * @throws IllegalArgumentException of one line without credentials: what {@link #fault} tells
     */
    public static StreamAddress of(String url) {
        String fault = fault(url);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        URI parsed = URI.create(withoutUser(url));
        return new StreamAddress(parsed, credentialsIn(url), Transport.TCP, TlsTrust.SYSTEM);
    }

    /** What is wrong with a URL, in one line without credentials; null when nothing is. */
    public static @Nullable String fault(String url) {
        String user = userIn(url);
        boolean refers =
                user == null || user.matches("[^:]*:.*") && Secret.isReference(user.substring(user.indexOf(':') + 1));
        if (!refers) {
            return Redaction.redact(url)
                    + ": holds credentials (expected: them apart, or ${NAME}:${NAME} of environment variables)";
        }
        try {
            URI parsed = new URI(withoutUser(url));
            if (parsed.getScheme() == null) {
                return Redaction.redact(url) + ": no scheme (expected: such as rtsp://host/path)";
            }
            boolean local = parsed.getScheme().equalsIgnoreCase("file");
            if (!local && parsed.getHost() == null) {
                return Redaction.redact(url) + ": no host (expected: such as rtsp://host/path)";
            }
            return null;
        } catch (URISyntaxException e) {
            return Redaction.redact(url) + ": " + e.getReason() + " (expected: a URL)";
        }
    }

    private static int userEnd(String url) {
        int authority = url.indexOf("://");
        if (authority < 0) {
            return -1;
        }
        int end = authority + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.lastIndexOf('@', end);
    }

    private static @Nullable String userIn(String url) {
        int end = userEnd(url);
        return end < 0 ? null : url.substring(url.indexOf("://") + 3, end);
    }

    private static String withoutUser(String url) {
        int end = userEnd(url);
        return end < 0 ? url : url.substring(0, url.indexOf("://") + 3) + url.substring(end + 1);
    }

    private static @Nullable Credentials credentialsIn(String url) {
        String user = userIn(url);
        if (user == null) {
            return null;
        }
        int colon = user.indexOf(':');
        return new Credentials(user.substring(0, colon), Secret.reference(user.substring(colon + 1)));
    }

    /** The same with credentials. */
    public StreamAddress with(Credentials newCredentials) {
        return new StreamAddress(uri, requireNonNull(newCredentials, "credentials"), transport, trust);
    }

    /** The same over another transport. */
    public StreamAddress with(Transport newTransport) {
        return new StreamAddress(uri, credentials, requireNonNull(newTransport, "transport"), trust);
    }

    /** The same with other trust. */
    public StreamAddress with(TlsTrust newTrust) {
        return new StreamAddress(uri, credentials, transport, requireNonNull(newTrust, "trust"));
    }

    /** The same camera and credentials at another place behind the scheme. */
    StreamAddress at(String schemeSpecificPart) {
        return new StreamAddress(URI.create(uri.getScheme() + ":" + schemeSpecificPart), credentials, transport, trust);
    }

    /** The URL without credentials. */
    public URI uri() {
        return uri;
    }

    /** The URL's scheme in lower case. */
    public String scheme() {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** How RTP is to travel. */
    public Transport transport() {
        return transport;
    }

    /** Whom to believe on encrypted connections. */
    public TlsTrust trust() {
        return trust;
    }

    /** Whether credentials are given. */
    public boolean hasCredentials() {
        return credentials != null;
    }

    /**
     * The URL with credentials for the library that connects; never to be printed.
     *
     * @param scheme what to put in place of the URL's own scheme
     * @throws MediaException when a secret can't be had
     */
    public String secretUrl(String scheme) throws MediaException {
        String rest = uri.getRawSchemeSpecificPart();
        if (credentials == null || !rest.startsWith("//")) {
            return scheme + ":" + rest;
        }
        return scheme + "://" + encoded(credentials.user()) + ":" + encoded(credentials.password()) + "@"
                + rest.substring(2);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return Redaction.redact(uri.toString());
    }
}
