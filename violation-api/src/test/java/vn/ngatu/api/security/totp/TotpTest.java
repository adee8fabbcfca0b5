package vn.ngatu.api.security.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "20000000000, 353130"})
    void showsTheCodesOfRfc6238(long second, String code) {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void acceptsACodeOnce() {
        String code = Totp.code(SECRET, NOW);
        long step = Totp.accept(SECRET, code, NOW, -1).orElseThrow();
        assertThat(step).isEqualTo(1_111_111_111 / 30);
        assertThat(Totp.accept(SECRET, code, NOW, step)).isEmpty();
    }

    @Test
    void acceptsTheCodesOfOneStepBeforeAndAfterAndNoFurther() {
        assertThat(Totp.accept(SECRET, Totp.code(SECRET, NOW.minusSeconds(30)), NOW, -1))
                .isPresent();
        assertThat(Totp.accept(SECRET, Totp.code(SECRET, NOW.plusSeconds(30)), NOW, -1))
                .isPresent();
        assertThat(Totp.accept(SECRET, Totp.code(SECRET, NOW.minusSeconds(60)), NOW, -1))
                .isEmpty();
        assertThat(Totp.accept(SECRET, Totp.code(SECRET, NOW.plusSeconds(60)), NOW, -1))
                .isEmpty();
    }

    @Test
    void refusesAnOlderCodeAfterANewerOneWasUsed() {
        long step = Totp.accept(SECRET, Totp.code(SECRET, NOW), NOW, -1).orElseThrow();
        assertThat(Totp.accept(SECRET, Totp.code(SECRET, NOW.minusSeconds(30)), NOW, step))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05047", "0504711", "o50471", " 050471", "٠٥٠٤٧١", "050471\n"})
    void refusesWhatIsNoCode(String code) {
        assertThat(Totp.accept(SECRET, code, NOW, -1)).isEmpty();
    }

    @Test
    void writesSecretsAsAppsReadThem() {
        String secret = TotpSecret.create();
        assertThat(secret).matches("[A-Z2-7]{32}").isNotEqualTo(TotpSecret.create());
        assertThat(TotpSecret.decode(secret)).hasSize(20);
        assertThat(TotpSecret.decode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")).isEqualTo(SECRET);
        assertThat(TotpSecret.uri("Nguyễn & Co", "ABC"))
                .startsWith("otpauth://totp/Ngatu:Nguy%E1%BB%85n%20%26%20Co?secret=ABC&issuer=Ngatu");
        assertThatThrownBy(() -> TotpSecret.decode("01")).hasMessage("base32: '0' (expected: A to Z, 2 to 7)");
    }
}
