package vn.ngatu.core.evidence.sign;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The published keys that signatures are checked against, also those that no longer sign. Immutable. */
public final class PublicKeys {

    static final String PUBLIC = "PUBLIC KEY";

    private static final int ID_DIGITS = 16;

    private final Map<String, PublicKey> keys;

    private PublicKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * The key in a PEM file, or those in the {@code .pem} files of a folder.
     *
     * @throws IOException when one can't be read, or there is none
     */
    public static PublicKeys read(Path path) throws IOException {
        Map<String, PublicKey> keys = new TreeMap<>();
        if (!Files.isDirectory(path)) {
            add(keys, path);
        } else {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.pem")) {
                for (Path file : files) {
                    add(keys, file);
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IOException(path + ": no keys (expected: files that end with .pem)");
        }
        return new PublicKeys(keys);
    }

    static PublicKeys of(PublicKey key) {
        return new PublicKeys(Map.of(idOf(key), key));
    }

    /** The ids of the keys. */
    public Set<String> ids() {
        return keys.keySet();
    }

    /** The keys in PEM form, by id. */
    public Map<String, String> pems() {
        Map<String, String> pems = new TreeMap<>();
        keys.forEach((id, key) -> pems.put(id, Pem.block(PUBLIC, key.getEncoded())));
        return pems;
    }

    /** The key {@code id} alone verifies {@code signature} of {@code content}; false also when there is no such key. */
    boolean verifies(String id, byte[] content, byte[] signature) {
        PublicKey key = keys.get(id);
        try {
            return key != null && verifies(key, content, signature);
        } catch (SignatureException e) {
            // Not the form of a signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key " + id + ": can't verify", e);
        }
    }

    static boolean verifies(PublicKey key, byte[] content, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(SigningKey.ED25519);
        verifier.initVerify(key);
        verifier.update(content);
        return verifier.verify(signature);
    }

    static String idOf(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static PublicKey parse(byte[] content) throws GeneralSecurityException {
        return KeyFactory.getInstance(SigningKey.ED25519).generatePublic(new X509EncodedKeySpec(content));
    }

    static boolean isEd25519(PublicKey key) {
        return key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals(SigningKey.ED25519);
    }

    private static void add(Map<String, PublicKey> keys, Path file) throws IOException {
        byte[] content = Pem.find(Pem.read(file), PUBLIC);
        try {
            if (content == null) {
                throw new IOException(file + ": no " + PUBLIC + " block (expected: one, in PEM form)");
            }
            PublicKey key = parse(content);
            keys.put(idOf(key), key);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": no Ed25519 key (expected: one)", e);
        }
    }
}
