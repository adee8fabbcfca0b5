package vn.ngatu.api.security.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.secret.Tokens;

/**
 * Sends people to the OpenID provider and checks what they bring back. What the provider says of itself is asked for at
 * the first sign-on and kept; its keys follow their rotation. Thread-safe.
 */
public final class OidcClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    // Signatures that a provider alone can make; "none" and shared secrets are not among them.
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS384);

    private final OidcConfig config;
    private final String redirect;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private volatile @Nullable Provider provider;

    /** For the provider of {@code config}, which sends people back to the address {@code redirect}. */
    public OidcClient(OidcConfig config, String redirect) {
        this.config = config;
        this.redirect = redirect;
    }

    private record Provider(URI authorization, URI token, DefaultJWTProcessor<SecurityContext> processor) {}

    /**
     * A sign-on on its way.
     *
     * @param state comes back in the address; shows that the answer is to this question
     * @param nonce comes back in the identity token; shows that the token was made for it
     * @param verifier proves to the provider that who fetches the token is who asked (PKCE)
     */
    public record Pending(String state, String nonce, String verifier) {

        /** One text, for a cookie. */
        public String text() {
            return state + "." + nonce + "." + verifier;
        }

        /** What {@link #text} wrote; null when it is something else. */
        public static @Nullable Pending parse(String text) {
            String[] parts = text.split("\\.", -1);
            return parts.length == 3 ? new Pending(parts[0], parts[1], parts[2]) : null;
        }
    }

    /** A new sign-on. */
    public Pending begin() {
        return new Pending(Tokens.create(), Tokens.create(), Tokens.create());
    }

    /** Where to send the person for {@code pending}. */
    public URI address(Pending pending) throws OidcException {
        byte[] challenge = Tokens.sha256(pending.verifier().getBytes(US_ASCII));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", config.clientId());
        query.put("redirect_uri", redirect);
        query.put("scope", config.scope());
        query.put("state", pending.state());
        query.put("nonce", pending.nonce());
        query.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(challenge));
        query.put("code_challenge_method", "S256");
        URI address = provider().authorization();
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + form(query));
    }

    /**
     * Who signed on: the claim that accounts are compared with.
     *
     * @param code what the person brought back
     * @throws OidcException when the provider doesn't confirm it, or its token doesn't hold
     */
    public String subject(Pending pending, String code) throws OidcException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect);
        form.put("code_verifier", pending.verifier());
        String credentials = encode(config.clientId()) + ":" + encode(config.clientSecret());
        HttpRequest request = HttpRequest.newBuilder(provider().token())
                .timeout(PATIENCE)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("accept", "application/json")
                .header("authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString(form(form)))
                .build();
        String token = fetch(request).path("id_token").asText();
        return claim(token, pending.nonce());
    }

    private String claim(String token, String nonce) throws OidcException {
        try {
            JWTClaimsSet claims = provider().processor().process(token, null);
            String authorized = claims.getStringClaim("azp");
            if (!nonce.equals(claims.getStringClaim("nonce"))) {
                throw new OidcException("identity token: made for another sign-on");
            }
            if (claims.getAudience().size() > 1 && !config.clientId().equals(authorized)) {
                throw new OidcException("identity token: made for another client");
            }
            String value = claims.getStringClaim(config.claim());
            if (value == null || value.isBlank()) {
                throw new OidcException("identity token: no " + config.claim());
            }
            return value;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new OidcException("identity token", e);
        }
    }

    private Provider provider() throws OidcException {
        Provider known = provider;
        if (known != null) {
            return known;
        }
        URI address = URI.create(config.issuer().toString().replaceAll("/$", "") + "/.well-known/openid-configuration");
        JsonNode found = fetch(HttpRequest.newBuilder(address).timeout(PATIENCE).build());
        if (!found.path("issuer").asText().equals(config.issuer().toString())) {
            throw new OidcException(
                    "issuer: " + found.path("issuer").asText() + " (expected: " + config.issuer() + ")");
        }
        try {
            Provider asked = new Provider(
                    URI.create(found.path("authorization_endpoint").asText()),
                    URI.create(found.path("token_endpoint").asText()),
                    processor(URI.create(found.path("jwks_uri").asText())));
            provider = asked;
            return asked;
        } catch (IllegalArgumentException | IOException e) {
            throw new OidcException("provider's configuration", e);
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(URI keys) throws IOException {
        JWKSource<SecurityContext> source = JWKSourceBuilder.<SecurityContext>create(keys.toURL())
                .retrying(true)
                .build();
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                config.clientId(),
                new JWTClaimsSet.Builder().issuer(config.issuer().toString()).build(),
                Set.of("sub", "iat", "exp", "nonce")));
        return processor;
    }

    private JsonNode fetch(HttpRequest request) throws OidcException {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES);
                if (response.statusCode() != 200) {
                    throw new OidcException(request.uri() + ": status " + response.statusCode() + " (expected: 200)");
                }
                return JSON.readTree(bytes);
            }
        } catch (IOException e) {
            throw new OidcException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException(request.uri().toString(), e);
        }
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
