package vn.ngatu.api.security.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void opensWhatItSealedAfterARestart() throws IOException {
        Path key = folder.resolve("data/secret.key");
        String sealed = SecretBox.open(key).seal("totp:lan", "GEZDGNBV");
        assertThat(sealed).doesNotContain("GEZDGNBV");
        assertThat(SecretBox.open(key).open("totp:lan", sealed)).isEqualTo("GEZDGNBV");
        assertThat(Files.getPosixFilePermissions(key))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(folder.resolve("data")).isDirectoryContaining("glob:**/secret.key");
    }

    @Test
    void givesNoRowAnothersSecret() throws IOException {
        SecretBox box = SecretBox.open(folder.resolve("secret.key"));
        String sealed = box.seal("totp:lan", "GEZDGNBV");
        assertThatThrownBy(() -> box.open("totp:minh", sealed))
                .hasMessageContaining("secret of totp:minh: not readable");
        String changed = (sealed.charAt(0) == 'A' ? "B" : "A") + sealed.substring(1);
        assertThatThrownBy(() -> box.open("totp:lan", changed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> box.open("totp:lan", "")).isInstanceOf(IllegalStateException.class);
        SecretBox other = SecretBox.open(folder.resolve("other.key"));
        assertThatThrownBy(() -> other.open("totp:lan", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAKeyOfTheWrongLength() throws IOException {
        Path key = Files.writeString(folder.resolve("short.key"), "0123456789");
        assertThatThrownBy(() -> SecretBox.open(key)).hasMessageEndingWith("10 bytes (expected: 32 random bytes)");
    }

    @Test
    void keepsOnlyTheHashOfAToken() {
        String token = Tokens.create();
        assertThat(token).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(Tokens.create());
        assertThat(Tokens.hash(token)).matches("[0-9a-f]{64}");
        assertThat(Tokens.hash("abc")).startsWith("ba7816bf8f01cfea");
        assertThat(Tokens.same(token, token)).isTrue();
        assertThat(Tokens.same(token, token + "x")).isFalse();
    }
}
