package vn.ngatu.core.evidence.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {

    private static final byte[] MANIFEST = "{\"format\":\"ngatu-evidence/1\"}".getBytes(StandardCharsets.UTF_8);

    private final Path folder;

    private final SigningKey key = SigningKey.create();

    SignatureTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aSignatureHoldsForItsManifestAndKeyOnly() {
        ManifestSignature signature = ManifestSignature.of(MANIFEST, key);
        assertThat(signature.holds(MANIFEST, key.published())).isTrue();
        byte[] changed = MANIFEST.clone();
        changed[3] ^= 1;
        assertThat(signature.holds(changed, key.published())).isFalse();
        assertThat(signature.holds(MANIFEST, SigningKey.create().published())).isFalse();
    }

    @Test
    void anotherKeysSignatureUnderThisKeysNameDoesNotHold() {
        ManifestSignature other = ManifestSignature.of(MANIFEST, SigningKey.create());
        ManifestSignature claimed =
                new ManifestSignature(other.format(), other.algorithm(), key.id(), other.signature());
        assertThat(claimed.holds(MANIFEST, key.published())).isFalse();
    }

    @Test
    void aSignatureComesBackFromItsFile() throws IOException {
        ManifestSignature signature = ManifestSignature.of(MANIFEST, key);
        assertThat(ManifestSignature.parse(signature.bytes())).isEqualTo(signature);
    }

    @Test
    void whatIsNoSignatureIsRefusedInOneLine() {
        String whole = new String(ManifestSignature.of(MANIFEST, key).bytes(), StandardCharsets.UTF_8);
        for (String text : new String[] {
            "",
            "null",
            "[]",
            "{}",
            whole + whole,
            whole.replace("/1", "/2"),
            whole.replace("Ed25519", "none"),
            whole.replace(key.id(), "../../etc/passwd"),
            whole.replaceAll("\"signature\":\".*\"", "\"signature\":\"%%\""),
            whole.replace("}", ",\"more\":1}")
        }) {
            assertThatThrownBy(() -> ManifestSignature.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("signature: ");
        }
    }

    @Test
    void aSignatureOfTheWrongLengthDoesNotHold() {
        ManifestSignature cut = new ManifestSignature(
                ManifestSignature.FORMAT,
                "Ed25519",
                key.id(),
                Base64.getEncoder().encodeToString(new byte[9]));
        assertThat(cut.holds(MANIFEST, key.published())).isFalse();
    }

    @Test
    void aKeyComesBackFromItsFileWhichOnlyItsOwnerCanRead() throws IOException {
        Path file = folder.resolve("key.pem");
        key.write(file);
        SigningKey read = SigningKey.read(file);
        assertThat(read.id()).isEqualTo(key.id()).matches("[0-9a-f]{16}");
        assertThat(ManifestSignature.of(MANIFEST, read).holds(MANIFEST, key.published()))
                .isTrue();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThatThrownBy(() -> key.write(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void earlierKeysStayPublishedAfterARotation() throws IOException {
        SigningKey next = SigningKey.create();
        Files.writeString(folder.resolve("a.pem"), key.publicPem());
        Files.writeString(folder.resolve("b.pem"), next.publicPem());
        PublicKeys published = PublicKeys.read(folder);
        assertThat(published.ids()).containsExactlyInAnyOrder(key.id(), next.id());
        assertThat(ManifestSignature.of(MANIFEST, key).holds(MANIFEST, published))
                .isTrue();
        assertThat(ManifestSignature.of(MANIFEST, next).holds(MANIFEST, published))
                .isTrue();
        assertThat(PublicKeys.read(folder.resolve("b.pem")).ids()).containsExactly(next.id());
    }

    @Test
    void filesThatAreNoKeysAreNamedWithoutTheirContent() throws Exception {
        Path file = folder.resolve("key.pem");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> SigningKey.read(file))
                .hasMessage(file + ": no PUBLIC KEY block (expected: both, in PEM form)");
        Files.writeString(file, key.publicPem());
        assertThatThrownBy(() -> SigningKey.read(file)).hasMessageContaining("no PRIVATE KEY block");
        key.write(folder.resolve("other"));
        String both = Files.readString(folder.resolve("other"));
        String secret = both.substring(0, both.indexOf("-----BEGIN PUBLIC"));
        Files.writeString(file, secret + SigningKey.create().publicPem());
        assertThatThrownBy(() -> SigningKey.read(file)).hasMessageContaining("no Ed25519 pair");
        KeyPair rsa = rsa();
        Files.writeString(
                file,
                Pem.block("PRIVATE KEY", rsa.getPrivate().getEncoded())
                        + Pem.block("PUBLIC KEY", rsa.getPublic().getEncoded()));
        assertThatThrownBy(() -> SigningKey.read(file)).hasMessage(file + ": no Ed25519 key (expected: one)");
        assertThatThrownBy(() -> PublicKeys.read(file)).hasMessage(file + ": no Ed25519 key (expected: one)");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> PublicKeys.read(empty)).hasMessageContaining("no keys (expected");
    }

    @Test
    void aKeyStoreWithoutTheKeyOrWithAnotherPasswordIsRefused() throws Exception {
        Path file = folder.resolve("keys.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "right".toCharArray());
        }
        assertThatThrownBy(() -> SigningKey.ofKeyStore(file, "right".toCharArray(), "evidence"))
                .hasMessageContaining("no key 'evidence'");
        assertThatThrownBy(() -> SigningKey.ofKeyStore(file, "wrong".toCharArray(), "evidence"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("wrong");
    }

    private static KeyPair rsa() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
