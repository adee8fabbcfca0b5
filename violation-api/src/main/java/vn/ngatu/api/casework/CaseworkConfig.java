package vn.ngatu.api.casework;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.ApiConfig;
import vn.ngatu.api.retention.RetentionPolicy;
import vn.ngatu.api.review.ReviewPolicy;

/**
 * How cases are kept, decided and served.
 *
 * @param evidence the folder with {@code violations.jsonl}, from which paths of evidence are seen
 * @param signing the keys that sign evidence; null where packages stay as they came
 */
public record CaseworkConfig(
        Path evidence,
        Store store,
        @Nullable Signing signing,
        ReviewPolicy review,
        RetentionPolicy retention,
        ApiConfig api) {

    /**
     * The database.
     *
     * @param location the path of an SQLite file, or a {@code jdbc:postgresql:} URL without a password
     * @param user PostgreSQL's user; null where the URL or the system names one
     * @param password that user's password; never shown
     */
    public record Store(
            String location,
            @Nullable String user,
            @Nullable String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Store[" + location + ", " + user + "]";
        }
    }

    /**
     * The keys of evidence.
     *
     * @param key the file with the private key that signs
     * @param published the folder with the public keys whose signatures are accepted
     */
    public record Signing(Path key, Path published) {}
}
