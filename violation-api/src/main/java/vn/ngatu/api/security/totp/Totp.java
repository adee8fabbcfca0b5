package vn.ngatu.api.security.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time codes: six digits, 30 seconds, HMAC-SHA-1, which is what every authenticator app speaks (RFC 6238
 * over RFC 4226). Pure: the time is an argument.
 */
public final class Totp {

    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final int DRIFT_STEPS = 1;
    private static final Pattern CODE = Pattern.compile("\\d{" + DIGITS + "}");

    private Totp() {}

    /** The code that an app with {@code secret} shows at {@code now}. */
    public static String code(byte[] secret, Instant now) {
        return code(secret, step(now));
    }

    /**
     * The time step whose code {@code code} is, looking one step back and ahead for clocks that drift.
     *
     * @param lastStep the newest step that was ever accepted for this secret: it and those before are refused, so that a
     *     code overheard on its way is worth nothing; a negative number for a new secret
     * @return the step to remember as the last; empty when the code is not right
     */
    public static OptionalLong accept(byte[] secret, String code, Instant now, long lastStep) {
        if (!CODE.matcher(code).matches()) {
            return OptionalLong.empty();
        }
        OptionalLong accepted = OptionalLong.empty();
        for (long step = step(now) - DRIFT_STEPS; step <= step(now) + DRIFT_STEPS; step++) {
            boolean right = MessageDigest.isEqual(
                    code.getBytes(US_ASCII), code(secret, step).getBytes(US_ASCII));
            if (right && step > lastStep) {
                accepted = OptionalLong.of(step);
            }
        }
        return accepted;
    }

    private static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    private static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA1", e);
        }
    }
}
