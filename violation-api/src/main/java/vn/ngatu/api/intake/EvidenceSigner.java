package vn.ngatu.api.intake;

import java.io.IOException;
import java.nio.file.Path;
import vn.ngatu.core.evidence.sign.PublicKeys;
import vn.ngatu.core.evidence.sign.SigningKey;

/**
 * What signs packages that come in unsigned, and judges those that come in signed.
 *
 * @param key signs
 * @param published every key whose signature is accepted, also those that no longer sign
 */
public record EvidenceSigner(SigningKey key, PublicKeys published) {

    /** Refuses a key that nobody could check. */
    public EvidenceSigner {
        if (!published.ids().contains(key.id())) {
            throw new IllegalArgumentException("signing key: " + key.id() + " (expected: one of the published keys "
                    + String.join(", ", published.ids()) + ")");
        }
    }

    /** The key in the file {@code key} with the published keys of the folder {@code published}. */
    public static EvidenceSigner read(Path key, Path published) throws IOException {
        return new EvidenceSigner(SigningKey.read(key), PublicKeys.read(published));
    }
}
