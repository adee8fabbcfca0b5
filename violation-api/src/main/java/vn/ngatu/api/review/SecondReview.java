package vn.ngatu.api.review;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.law.PlateText;

/**
 * Which cases a second person has to decide as well, and why. Whether the first officer confirms or rejects makes no
 * difference: otherwise the second would know from having the case what the first said.
 */
public final class SecondReview {

    private static final Set<String> FOUR_WHEELERS = Set.of("car", "bus", "truck");
    private static final String HMAC = "HmacSHA256";

    private SecondReview() {}

    /** Why a second person has to decide. */
    public enum Reason {
        /** A red light run by a car, bus or truck: the highest fine. */
        CAR_RED_LIGHT,
        /** A person typed another plate than the engine read, or one that it did not read. */
        PLATE_TYPED,
        /** The engine is not certain. */
        LOW_CONFIDENCE,
        /** Picked at random, to see how well cases are decided. */
        SAMPLE
    }

    /**
     * Why a second person has to decide {@code of}; empty when nobody has to.
     *
     * @param plate the plate that the first decision rests on; null for none
     * @param secret what makes the random pick impossible to guess, see {@link #isSample}
     */
    public static Set<Reason> reasons(Case of, @Nullable String plate, ReviewPolicy policy, String secret) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (of.kind().equals("red-light") && FOUR_WHEELERS.contains(of.vehicle())) {
            reasons.add(Reason.CAR_RED_LIGHT);
        }
        if (!Objects.equals(PlateText.normal(plate), PlateText.normal(of.plateRead()))) {
            reasons.add(Reason.PLATE_TYPED);
        }
        if (of.confidence() < policy.certain()) {
            reasons.add(Reason.LOW_CONFIDENCE);
        }
        if (isSample(of.id(), policy.sample(), secret)) {
            reasons.add(Reason.SAMPLE);
        }
        return reasons;
    }

    /**
     * Whether the case {@code id} is one of the {@code share} that is picked at random: always the same answer for the same
     * secret, which nobody can foretell without it.
     *
     * @param secret hexadecimal digits
     */
    static boolean isSample(String id, double share, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), HMAC));
            byte[] digest = mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
            long bits = 0;
            for (int i = 0; i < 6; i++) {
                bits = bits << 8 | (digest[i] & 0xff);
            }
            return bits < share * (1L << 48);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every Java platform has " + HMAC, e);
        }
    }
}
