package vn.ngatu.api.review;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works with cases.
 *
 * @param name the account's name
 * @param supervisor whether disagreements are theirs to settle; a supervisor also sees every decision
 * @param cameras the cameras whose cases they may see; null for all
 */
public record Reviewer(
        String name, boolean supervisor, @Nullable Set<String> cameras) {

    /** Copies the cameras. */
    public Reviewer {
        cameras = cameras == null ? null : Set.copyOf(cameras);
    }

    /** Whether the cases of {@code camera} are theirs to see. */
    public boolean sees(String camera) {
        return cameras == null || cameras.contains(camera);
    }
}
