package vn.ngatu.api.http;

import static vn.ngatu.core.config.Shape.flag;
import static vn.ngatu.core.config.Shape.integer;
import static vn.ngatu.core.config.Shape.list;
import static vn.ngatu.core.config.Shape.object;
import static vn.ngatu.core.config.Shape.optional;
import static vn.ngatu.core.config.Shape.quantity;
import static vn.ngatu.core.config.Shape.required;
import static vn.ngatu.core.config.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.Secrets;
import vn.ngatu.api.security.oidc.OidcConfig;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.config.Shape;
import vn.ngatu.core.config.Unit;

/** The section {@code api} of an engine file: how the API is served. No fault repeats a secret. Stateless. */
public final class ApiSection {

    private static final Shape FILE = text(".{1,1024}", "a file");
    private static final Shape NAME = text("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", "letters, digits, - _ and .");
    private static final String SECRET = "clientSecret";
    private static final int MOST = 1000;

    private ApiSection() {}

    /** What the section may hold. */
    public static Shape shape() {
        return object(
                optional(
                        "address",
                        text("[0-9A-Za-z.:%-]{1,100}", "an address"),
                        "of this machine; 127.0.0.1 if left out"),
                optional("port", integer(0, 65535), "8443 if left out; 0 for any that is free"),
                optional(
                        "publicUrl",
                        text("https?://[^\\s/]{1,200}", "https://HOST"),
                        "where people and systems reach it, if not at the address itself"),
                optional(
                        "tls",
                        object(
                                required("certificate", FILE, "the certificate and those that vouch for it, PEM"),
                                required("key", FILE, "its key, PEM")),
                        "encryption; needed for any address that other machines reach"),
                optional("behindProxy", flag(), "whether a proxy on this machine ends TLS and sets X-Forwarded-For"),
                optional("secretKey", FILE, "the key that encrypts secrets in the store; secret.key if left out"),
                optional(
                        "areas",
                        list(
                                object(
                                        required("name", NAME, "the area's name"),
                                        required("cameras", list(NAME, 1, MOST), "the cameras in it")),
                                1,
                                MOST),
                        "areas that accounts can be limited to"),
                optional("session", session(), "how long people stay signed in"),
                optional("limits", limits(), "what the server stands"),
                optional("signOn", signOn(), "an OpenID provider to sign on with"),
                optional(
                        "webhookHosts",
                        list(text("[a-z0-9.:-]{1,200}", "a host in lower case"), 1, MOST),
                        "hosts inside that webhooks may call, also without TLS"));
    }

    private static Shape session() {
        return object(
                optional("idle", quantity(Unit.SECONDS, 60, 86_400, "from 60s to 24h"), "without a request; 30min"),
                optional("longest", quantity(Unit.SECONDS, 300, 604_800, "from 5min to 7 days"), "at most; 12h"),
                optional("secondFactor", flag(), "whether everybody with a password needs an authenticator app; true"));
    }

    private static Shape limits() {
        return object(
                optional("perSecond", integer(1, 10_000), "requests of one account or token; 50"),
                optional("signInsPerMinute", integer(1, 10_000), "attempts to sign in from one address; 30"),
                optional("time", quantity(Unit.SECONDS, 1, 600, "from 1s to 10min"), "of a request; 10s"),
                optional("connections", integer(1, 100_000), "open at the same time; 2000"));
    }

    private static Shape signOn() {
        return object(
                required("issuer", text("https?://\\S{1,500}", "https://HOST/..."), "the provider's address"),
                required("clientId", text(".{1,200}", "a name"), "the name it knows us by"),
                optional(SECRET, Secrets.reference(), "${NAME} of the environment variable that holds the secret"),
                optional("clientSecretFile", FILE, "a file whose first line is the secret"),
                optional("scope", text(".{1,200}", "scopes"), "what to ask for; openid profile"),
                optional("claim", NAME, "the claim that accounts are compared with; sub"));
    }

    /** Adds what is wrong with {@code api} beyond its shape, at {@code path}. */
    public static void check(String path, JsonNode api, List<Fault> faults) {
        String address = api.path("address").asText("127.0.0.1");
        if (!api.has("tls") && !new InetSocketAddress(address, 0).getAddress().isLoopbackAddress()) {
            faults.add(new Fault(path + ".address", address + " without tls", "a certificate, or 127.0.0.1"));
        }
        JsonNode signOn = api.path("signOn");
        if (signOn.isObject() && signOn.has(SECRET) == signOn.has("clientSecretFile")) {
            faults.add(new Fault(
                    path + ".signOn",
                    signOn.has(SECRET) ? "two secrets" : "no secret",
                    SECRET + " or clientSecretFile"));
        }
        Set<String> names = new HashSet<>();
        for (JsonNode area : api.path("areas")) {
            if (!names.add(area.path("name").asText())) {
                faults.add(new Fault(path + ".areas", area.path("name").asText() + " twice", "different names"));
            }
        }
    }

    /**
     * What {@code api} says, which was checked.
     *
     * @param file the file it stands in, from whose folder paths are seen
     * @param data the folder for what is kept, from which paths of evidence are seen
     * @param environment where secrets come from
     * @throws ConfigException when a secret isn't there
     */
    public static ApiConfig read(JsonNode api, Path file, Path data, Map<String, String> environment)
            throws ConfigException {
        JsonNode tls = api.path("tls");
        return new ApiConfig(
                new InetSocketAddress(
                        api.path("address").asText("127.0.0.1"),
                        api.path("port").asInt(8443)),
                api.has("publicUrl") ? api.path("publicUrl").asText() : null,
                tls.isObject()
                        ? new ApiConfig.Tls(path(file, tls.path("certificate")), path(file, tls.path("key")))
                        : null,
                api.path("behindProxy").asBoolean(),
                api.has("secretKey") ? path(file, api.path("secretKey")) : data.resolve("secret.key"),
                data,
                areas(api.path("areas")),
                session(api.path("session")),
                limits(api.path("limits")),
                signOn(api.path("signOn"), file, environment),
                texts(api.path("webhookHosts")));
    }

    private static Map<String, Set<String>> areas(JsonNode areas) {
        Map<String, Set<String>> byName = new TreeMap<>();
        areas.forEach(area -> byName.put(area.path("name").asText(), texts(area.path("cameras"))));
        return byName;
    }

    private static ApiConfig.Session session(JsonNode session) {
        ApiConfig.Session usual = ApiConfig.Session.defaults();
        return new ApiConfig.Session(
                duration(session.path("idle"), usual.idle()),
                duration(session.path("longest"), usual.longest()),
                session.path("secondFactor").asBoolean(usual.secondFactor()));
    }

    private static ApiConfig.Limits limits(JsonNode limits) {
        ApiConfig.Limits usual = ApiConfig.Limits.defaults();
        return new ApiConfig.Limits(
                limits.path("perSecond").asInt(usual.perSecond()),
                limits.path("signInsPerMinute").asInt(usual.signInsPerMinute()),
                usual.bodyBytes(),
                duration(limits.path("time"), usual.time()),
                limits.path("connections").asInt(usual.connections()));
    }

    private static @Nullable OidcConfig signOn(JsonNode signOn, Path file, Map<String, String> environment)
            throws ConfigException {
        return signOn.isObject()
                ? new OidcConfig(
                        URI.create(signOn.path("issuer").asText()),
                        signOn.path("clientId").asText(),
                        Secrets.read("api.signOn", signOn, SECRET, file, environment),
                        signOn.path("scope").asText("openid profile"),
                        signOn.path("claim").asText("sub"))
                : null;
    }

    private static Duration duration(JsonNode node, Duration usual) {
        return node.isTextual()
                ? Unit.SECONDS
                        .parse(node.asText())
                        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                        .orElse(usual)
                : usual;
    }

    private static Path path(Path file, JsonNode node) {
        return file.resolveSibling(node.asText());
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
