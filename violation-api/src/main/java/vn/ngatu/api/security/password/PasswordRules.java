package vn.ngatu.api.security.password;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a new password, after NIST SP 800-63B: length, not composition; not one of the words that everybody
 * tries first, and not the account's own name.
 */
public final class PasswordRules {

    /** The shortest password, in characters. */
    public static final int SHORTEST = 12;
    /** The longest password, in characters; a limit so that hashing takes a bounded time. */
    public static final int LONGEST = 128;

    private static final Set<String> OBVIOUS = Set.of(
            "123456789012",
            "1234567890123",
            "012345678901",
            "password1234",
            "passwordpassword",
            "qwertyuiop12",
            "qwertyuiop123",
            "administrator",
            "matkhau12345",
            "matkhau123456",
            "anhyeuem1234",
            "iloveyou1234",
            "csgt12345678",
            "canhsatgiaothong");

    private PasswordRules() {}

    /** What is wrong with {@code password} for the account {@code name}, as what was expected; empty when it will do. */
    public static Optional<String> fault(String name, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of(SHORTEST + " to " + LONGEST + " characters");
        }
        String folded = password.toLowerCase(Locale.ROOT);
        if (folded.chars().distinct().count() < 5 || OBVIOUS.contains(folded)) {
            return Optional.of("not one of the passwords that everybody tries first");
        }
        if (folded.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("not containing the account's name");
        }
        return Optional.empty();
    }
}
