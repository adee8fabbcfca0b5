package vn.ngatu.api.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.oidc.OidcConfig;

/**
 * How the API is served.
 *
 * @param listen the address; port 0 for any that is free
 * @param publicUrl where people and systems reach it, without a slash at the end: {@code https://ngatu.example}; null for
 *     the address itself
 * @param tls the certificate; null for none, which is allowed on the loopback address and behind a proxy
 * @param behindProxy whether a proxy on this machine takes the requests, ends TLS and tells the client's address in
 *     {@code X-Forwarded-For}
 * @param secretKey the file with the key that encrypts secrets in the store; made at the first start
 * @param evidence the folder that the paths of evidence packages are seen from
 * @param areas the cameras of each area
 * @param signOn the OpenID provider; null for passwords alone
 * @param webhookHosts hosts that webhooks may call although they are inside the network, or without TLS
 */
public record ApiConfig(
        InetSocketAddress listen,
        @Nullable String publicUrl,
        @Nullable Tls tls,
        boolean behindProxy,
        Path secretKey,
        Path evidence,
        Map<String, Set<String>> areas,
        Session session,
        Limits limits,
        @Nullable OidcConfig signOn,
        Set<String> webhookHosts) {

    /** Copies the collections, and refuses to let passwords travel in the open. */
    public ApiConfig {
        areas = Collections.unmodifiableMap(new TreeMap<>(areas));
        webhookHosts = Set.copyOf(webhookHosts);
        if (tls == null && !listen.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "listen: " + listen.getHostString() + " without TLS (expected: a certificate, or 127.0.0.1)");
        }
    }

    /** Whether clients reach the server over TLS. */
    public boolean encrypted() {
        return tls != null || behindProxy;
    }

    /** A certificate chain and its key, both PEM. */
    public record Tls(Path certificate, Path key) {}

    /**
     * How long people stay signed in.
     *
     * @param idle without a request
     * @param longest at most
     * @param secondFactor whether everybody with a password needs an authenticator app
     */
    public record Session(Duration idle, Duration longest, boolean secondFactor) {

        /** Half an hour, twelve hours, and an app for everybody. */
        public static Session defaults() {
            return new Session(Duration.ofMinutes(30), Duration.ofHours(12), true);
        }
    }

    /**
     * What the server stands.
     *
     * @param perSecond requests of one account or token in the long run; four times as many at once, and ten times as many
     *     from one address
     * @param signInsPerMinute attempts to sign in from one address
     * @param bodyBytes the largest body
     * @param time the longest that a request may take, files excepted
     * @param connections open at the same time
     */
    public record Limits(int perSecond, int signInsPerMinute, int bodyBytes, Duration time, int connections) {

        /** 50 a second, 30 attempts a minute, 64 KiB, ten seconds, 2000 connections. */
        public static Limits defaults() {
            return new Limits(50, 30, 64 << 10, Duration.ofSeconds(10), 2000);
        }
    }
}
