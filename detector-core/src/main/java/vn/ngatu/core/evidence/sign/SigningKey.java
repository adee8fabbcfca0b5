package vn.ngatu.core.evidence.sign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;

/**
 * A private Ed25519 key that signs manifests, with its public half. Lives in a file or key store outside the store of
 * cases, so that who can change those can't sign. Immutable.
 */
public final class SigningKey {

    /** The only algorithm so far. */
    static final String ED25519 = "Ed25519";

    private static final String PRIVATE = "PRIVATE KEY";

    private final PrivateKey key;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey key, PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** A new key. */
    public static SigningKey create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Java has Ed25519 since 15", e);
        }
    }

    /**
     * The key in a PEM file that holds a {@code PRIVATE KEY} block (PKCS#8) and the {@code PUBLIC KEY} block that belongs to
     * it.
     *
     * @throws IOException when it can't be read or isn't such a file; the message never holds any of it
     */
    public static SigningKey read(Path file) throws IOException {
        String text = Pem.read(file);
        byte[] content = Pem.find(text, PRIVATE);
        byte[] published = Pem.find(text, PublicKeys.PUBLIC);
        if (content == null || published == null) {
            throw new IOException(file + ": no " + (content == null ? PRIVATE : PublicKeys.PUBLIC)
                    + " block (expected: both, in PEM form)");
        }
        try {
            PrivateKey key = KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(content));
            return checked(key, PublicKeys.parse(published), file);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": no Ed25519 key (expected: one)", e);
        }
    }

    /**
     * The key {@code alias} of a PKCS#12 key store.
     *
     * @throws IOException when it can't be read, the password is wrong or there is no such key
     */
    public static SigningKey ofKeyStore(Path file, char[] password, String alias) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            Key key = store.getKey(alias, password);
            Certificate certificate = store.getCertificate(alias);
            if (!(key instanceof PrivateKey found) || certificate == null) {
                throw new IOException(file + ": no key '" + alias + "' (expected: an Ed25519 key of that name)");
            }
            return checked(found, certificate.getPublicKey(), file);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": no readable PKCS#12 key store (expected: one, and its password)", e);
        }
    }

    /** What the key is called: 16 hexadecimal digits derived from its public half. */
    public String id() {
        return PublicKeys.idOf(publicKey);
    }

    /** The public half, to be published, as the text of a PEM file. */
    public String publicPem() {
        return Pem.block(PublicKeys.PUBLIC, publicKey.getEncoded());
    }

    /** The public half alone, as the keys that its signatures are checked against. */
    public PublicKeys published() {
        return PublicKeys.of(publicKey);
    }

    /** Writes the key to a new file that only its owner can read. */
    public void write(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        String text = Pem.block(PRIVATE, key.getEncoded()) + publicPem();
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
        }
    }

    /** The signature of {@code content}. */
    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key " + id() + ": can't sign", e);
        }
    }

    private static SigningKey checked(PrivateKey key, PublicKey publicKey, Path file)
            throws GeneralSecurityException, IOException {
        SigningKey made = new SigningKey(key, publicKey);
        byte[] probe = {1, 2, 3};
        boolean ed25519 = PublicKeys.isEd25519(publicKey);
        if (!ed25519 || !PublicKeys.verifies(publicKey, probe, made.sign(probe))) {
            throw new IOException(file + ": the two keys are no Ed25519 pair (expected: one)");
        }
        return made;
    }
}
