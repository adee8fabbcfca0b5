package vn.ngatu.api.security.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id with 19 MiB and two passes, the smallest set that the OWASP password storage cheat sheet names. Hashes are
 * kept in the PHC string format, so that a later version can ask for more and still read these. Safe for use by many
 * threads; only a few hash at a time, so that a flood of sign-ins takes neither the memory nor all cores.
 */
public final class PasswordHasher {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_A_TIME = 2;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{43,88})");

    private final SecureRandom random = new SecureRandom();
    private final Semaphore slots = new Semaphore(AT_A_TIME, true);
    private final String nobody = hash("the password of an account that does not exist");

    /** The PHC string for {@code password}. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = argon2id(password, salt, MEMORY_KIB, PASSES, HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }

    /**
     * Whether {@code password} is the one behind {@code phc}.
     *
     * @param phc null for an account that doesn't exist or has no password: false, after the same work as for one that has
     */
    public boolean matches(@Nullable String phc, String password) {
        boolean right = check(phc == null ? nobody : phc, password);
        return right && phc != null;
    }

    private boolean check(String phc, String password) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("password hash: unreadable (expected: an argon2id PHC string)");
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(3));
        byte[] expected = Base64.getDecoder().decode(parts.group(4));
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        return MessageDigest.isEqual(expected, argon2id(password, salt, memory, passes, expected.length));
    }

    private byte[] argon2id(String password, byte[] salt, int memoryKib, int passes, int length) {
        // Two keyboards may compose the same Vietnamese letter differently.
        byte[] normal = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8);
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(1)
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        byte[] out = new byte[length];
        slots.acquireUninterruptibly();
        try {
            generator.init(parameters);
            generator.generateBytes(normal, out);
        } finally {
            slots.release();
        }
        return out;
    }
}
