package vn.ngatu.api.casework;

import static vn.ngatu.core.config.Shape.flag;
import static vn.ngatu.core.config.Shape.integer;
import static vn.ngatu.core.config.Shape.object;
import static vn.ngatu.core.config.Shape.optional;
import static vn.ngatu.core.config.Shape.required;
import static vn.ngatu.core.config.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.ApiSection;
import vn.ngatu.api.parts.Secrets;
import vn.ngatu.api.retention.RetentionPolicy;
import vn.ngatu.api.review.ReviewPolicy;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.config.Shape;

/**
 * The sections of an engine file that are about cases: {@code store}, {@code signing}, {@code review}, {@code retention}
 * and {@code api}. All may be left out. No fault repeats a secret. Stateless.
 */
public final class CaseworkSections {

    private static final Shape FILE = text(".{1,1024}", "a file");
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String PASSWORD = "password";

    private CaseworkSections() {}

    /** What {@code store} may hold. */
    public static Shape store() {
        return object(
                optional(
                        "database",
                        text(".{1,1024}", "a file, or jdbc:postgresql://HOST/NAME"),
                        "where cases, accounts and the audit log are kept; cases.db in the data folder if left out"),
                optional("user", text(".{1,200}", "a user's name"), "PostgreSQL's user"),
                optional(PASSWORD, Secrets.reference(), "${NAME} of the environment variable with its password"),
                optional("passwordFile", FILE, "a file whose first line is the password"));
    }

    /** What {@code signing} may hold. */
    public static Shape signing() {
        return object(
                required("key", FILE, "the private key, as ngatu key create makes it"),
                required("publicKeys", FILE, "the folder of the public keys, those of former keys among them"));
    }

    /** What {@code review} may hold. */
    public static Shape review() {
        return object(optional("plateRequired", flag(), "whether only a case with a plate can be confirmed; true"));
    }

    /** What {@code retention} may hold. */
    public static Shape retention() {
        Shape days = integer(1, 3650);
        return object(
                optional("rejectedDays", days, "evidence of rejected cases, after the decision; 30"),
                optional("unreviewedDays", days, "of undecided ones, after the act can't be punished any more; 30"),
                optional("appealDays", days, "of confirmed ones, after the act can't be punished any more; 365"));
    }

    /** Adds what is wrong with the sections of {@code tree} beyond their shapes. */
    public static void check(JsonNode tree, List<Fault> faults) {
        JsonNode store = tree.path("store");
        String location = store.path("database").asText();
        boolean server = location.startsWith(POSTGRESQL);
        if (location.startsWith("jdbc:") && !server) {
            faults.add(new Fault(
                    "store.database", "another kind of database", "a file, or " + POSTGRESQL + "//HOST/NAME"));
        }
        if (server && (location.contains("password=") || location.matches("[^?]*//[^/?]*@.*"))) {
            faults.add(new Fault(
                    "store.database", "an address with a user or password", "one without; see user and password"));
        }
        if (!server && (store.has("user") || Secrets.isGiven(store, PASSWORD))) {
            faults.add(new Fault("store.user", "a user or password for a file", "neither, or a PostgreSQL server"));
        }
        if (store.has(PASSWORD) && store.has("passwordFile")) {
            faults.add(new Fault("store", "both password and passwordFile", "one of them"));
        }
        ApiSection.check("api", tree.path("api"), faults);
    }

    /**
     * What the sections of {@code tree} say, which was checked.
     *
     * @param file the file they stand in, from whose folder paths are seen
     * @param data the folder with {@code violations.jsonl}
     * @param environment where secrets come from
     * @throws ConfigException when a secret isn't there
     */
    public static CaseworkConfig read(JsonNode tree, Path file, Path data, Map<String, String> environment)
            throws ConfigException {
        JsonNode signing = tree.path("signing");
        return new CaseworkConfig(
                data,
                store(tree.path("store"), file, data, environment),
                signing.isObject()
                        ? new CaseworkConfig.Signing(
                                file.resolveSibling(signing.path("key").asText()),
                                file.resolveSibling(signing.path("publicKeys").asText()))
                        : null,
                tree.path("review").path("plateRequired").asBoolean(true)
                        ? ReviewPolicy.defaults()
                        : ReviewPolicy.defaults().withoutPlates(),
                retention(tree.path("retention")),
                ApiSection.read(tree.path("api"), file, data, environment));
    }

    private static CaseworkConfig.Store store(JsonNode store, Path file, Path data, Map<String, String> environment)
            throws ConfigException {
        String location = store.path("database").asText();
        boolean server = location.startsWith(POSTGRESQL);
        Path kept = store.has("database") ? file.resolveSibling(location) : data.resolve("cases.db");
        @Nullable String user = store.has("user") ? store.path("user").asText() : null;
        @Nullable String password =
                Secrets.isGiven(store, PASSWORD) ? Secrets.read("store", store, PASSWORD, file, environment) : null;
        return new CaseworkConfig.Store(server ? location : kept.toString(), user, password);
    }

    private static RetentionPolicy retention(JsonNode retention) {
        RetentionPolicy usual = RetentionPolicy.defaults();
        return new RetentionPolicy(
                days(retention.path("rejectedDays"), usual.rejected()),
                days(retention.path("unreviewedDays"), usual.unreviewed()),
                days(retention.path("appealDays"), usual.appeal()));
    }

    private static Duration days(JsonNode node, Duration usual) {
        return Duration.ofDays(node.asLong(usual.toDays()));
    }
}
