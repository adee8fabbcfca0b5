package vn.ngatu.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.evidence.TestPackages;
import vn.ngatu.core.evidence.sign.ManifestSignature;
import vn.ngatu.core.evidence.sign.SigningKey;

class KeyCommandTest {

    private final Path folder;

    KeyCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private SigningKey create() throws IOException {
        CommandLineRun run = CommandLineRun.of("key", "create", "--out", folder.resolve("keys"));
        assertThat(run.code()).isZero();
        String id = run.out().lines().findFirst().orElseThrow().substring("key ".length());
        assertThat(folder.resolve("keys/public/" + id + ".pem")).exists();
        return SigningKey.read(folder.resolve("keys/" + id + ".private.pem"));
    }

    private static void sign(Path made, SigningKey key) throws IOException {
        byte[] manifest = Files.readAllBytes(made.resolve("manifest.json"));
        Files.write(
                made.resolve(ManifestSignature.FILE),
                ManifestSignature.of(manifest, key).bytes());
    }

    @Test
    void whatEitherOfTwoKeysSignedIsAcceptedAndTheRestIsNot() throws IOException {
        Path root = folder.resolve("evidence");
        sign(TestPackages.write(root, 1), create());
        sign(TestPackages.write(root, 2), create());
        Path published = folder.resolve("keys/public");
        assertThat(CommandLineRun.of("verify", root, "--key", published))
                .isEqualTo(new CommandLineRun(0, "OK 2 packages" + System.lineSeparator(), ""));
        Path third = TestPackages.write(root, 3);
        CommandLineRun unsigned = CommandLineRun.of("verify", root, "--key", published);
        assertThat(unsigned.code()).isEqualTo(1);
        assertThat(unsigned.out()).contains("manifest.sig: missing").contains("NOTE not signed: 1");
        sign(third, SigningKey.create());
        assertThat(CommandLineRun.of("verify", root, "--key", published).code()).isEqualTo(1);
    }

    @Test
    void withoutKeysSignaturesAreToldAsUnchecked() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        assertThat(CommandLineRun.of("verify", made).out())
                .contains("OK 1 package")
                .contains("NOTE not signed: 1");
        SigningKey key = create();
        sign(made, key);
        assertThat(CommandLineRun.of("verify", made).out())
                .contains("NOTE signatures not checked, give --key for: " + key.id());
    }

    @Test
    void whatIsNoKeyIsOneLine() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        CommandLineRun run = CommandLineRun.of("verify", made, "--key", made.resolve("manifest.json"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.faults()).singleElement().asString().contains("no PUBLIC KEY block");
    }
}
