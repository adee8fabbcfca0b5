package vn.ngatu.api.security.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordTest {

    private final PasswordHasher hasher = new PasswordHasher();

    @Test
    void matchesTheRightPasswordAlone() {
        String phc = hasher.hash("mười hai con mèo");
        assertThat(phc).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("mèo");
        assertThat(hasher.matches(phc, "mười hai con mèo")).isTrue();
        assertThat(hasher.matches(phc, "mười hai con meo")).isFalse();
        assertThat(hasher.hash("mười hai con mèo")).isNotEqualTo(phc);
    }

    @Test
    void takesTheSameLetterFromTwoKeyboards() {
        assertThat(hasher.matches(hasher.hash("tie\u0302\u0301ng Vie\u0323\u0302t"), "ti\u1ebfng Vi\u1ec7t"))
                .isTrue();
    }

    @Test
    void letsNobodySignInWithoutAPassword() {
        assertThat(hasher.matches(null, "the password of an account that does not exist"))
                .isFalse();
    }

    /** A vector of the Argon2 reference implementation's own tests, with more memory and a shorter salt than ours. */
    @Test
    void readsHashesOfOtherImplementations() {
        String phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(hasher.matches(phc, "password")).isTrue();
        assertThat(hasher.matches(phc, "differentpassword")).isFalse();
        assertThatThrownBy(() -> hasher.matches(phc.replace("argon2id", "argon2i"), "password"))
                .hasMessage("password hash: unreadable (expected: an argon2id PHC string)");
    }

    @ParameterizedTest
    @CsvSource({
        "elevenchars, 12 to 128 characters",
        "Password1234, not one of the passwords that everybody tries first",
        "aaaaaaaaaaaa, not one of the passwords that everybody tries first",
        "my-name-is-Lan.Nguyen, not containing the account's name",
    })
    void refusesWeakPasswords(String password, String expected) {
        assertThat(PasswordRules.fault("lan.nguyen", password)).contains(expected);
    }

    @Test
    void acceptsLongPasswordsOfAnyLetters() {
        assertThat(PasswordRules.fault("lan", "trời hôm nay đẹp")).isEmpty();
        assertThat(PasswordRules.fault("lan", "🚦🚗🏍🚌🚚🚲🚓🚑🚒🚜🛵🚨")).isEmpty();
        assertThat(PasswordRules.fault("lan", "abcdef".repeat(22))).isPresent();
    }
}
