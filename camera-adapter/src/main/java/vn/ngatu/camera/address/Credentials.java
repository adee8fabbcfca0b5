package vn.ngatu.camera.address;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.MediaException;

/** Who asks a camera for its stream: a user name, plain or a reference, and where the password comes from. Immutable. */
public final class Credentials {

    private final @Nullable String user;
    private final @Nullable Secret hiddenUser;
    private final Secret password;

    /**
     * Of a user.
     *
     * @param user the name, or <code>${NAME}</code> of an environment variable that holds it
     */
    public Credentials(String user, Secret password) {
        hiddenUser = Secret.isReference(user) ? Secret.reference(user) : null;
        this.user = hiddenUser == null ? user : null;
        this.password = requireNonNull(password, "password");
    }

    String user() throws MediaException {
        return hiddenUser != null ? hiddenUser.reveal() : requireNonNull(user);
    }

    String password() throws MediaException {
        return password.reveal();
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
