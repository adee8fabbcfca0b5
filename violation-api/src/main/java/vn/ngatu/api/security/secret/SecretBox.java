package vn.ngatu.api.security.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the secrets that must stay readable (of authenticator apps and webhooks) with a key that lies outside the
 * store, so that a copy of the store alone gives none of them away. AES-256-GCM with a random nonce; what a secret
 * belongs to is authenticated with it, so that a row can't be given another row's secret. Safe for use by many threads.
 */
public final class SecretBox {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    private SecretBox(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * The box whose key lies in {@code file}; the first start makes it, readable by its owner alone.
     *
     * @throws IOException when it can't be read or written, or holds anything but 32 bytes
     */
    public static SecretBox open(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + ": " + key.length + " bytes (expected: " + KEY_BYTES + " random bytes)");
        }
        return new SecretBox(key);
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path partial = posix
                ? Files.createTempFile(
                        folder,
                        ".key",
                        null,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".key", null);
        try {
            Files.write(partial, key, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.createLink(file, partial);
        } catch (FileAlreadyExistsException e) {
            // Another start made it in this moment: its key counts.
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** {@code secret} encrypted, as text for a column; {@code owner} names the row it belongs to. */
    public String seal(String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(secret.getBytes(UTF_8));
            byte[] all = new byte[nonce.length + sealed.length];
            System.arraycopy(nonce, 0, all, 0, nonce.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption of a secret of " + owner + " failed", e);
        }
    }

    /**
     * The secret that {@link #seal} encrypted for {@code owner}.
     *
     * @throws IllegalStateException when the key is another one, or the text was altered or moved from another row
     */
    public String open(String owner, String sealed) {
        return tryOpen(owner, sealed)
                .orElseThrow(() -> new IllegalStateException(
                        "secret of " + owner + ": not readable (expected: the key it was written with)"));
    }

    /** As {@link #open}, for what comes back from outside: empty when it isn't readable. */
    public Optional<String> tryOpen(String owner, String sealed) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed);
            if (all.length < NONCE_BYTES) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), owner);
            return Optional.of(new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(UTF_8));
        return cipher;
    }
}
