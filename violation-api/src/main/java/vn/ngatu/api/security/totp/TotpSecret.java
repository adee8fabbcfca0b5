package vn.ngatu.api.security.totp;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** The secret that an account shares with its authenticator app: 160 random bits, written in Base32 (RFC 4648). */
public final class TotpSecret {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TotpSecret() {}

    /** A new secret in Base32, 32 characters. */
    public static String create() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return encode(bytes);
    }

    /** The address that apps read from a QR code: {@code otpauth://totp/...}. */
    public static String uri(String account, String secret) {
        String label = URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/Ngatu:" + label + "?secret=" + secret
                + "&issuer=Ngatu&algorithm=SHA1&digits=6&period=30";
    }

    /**
     * The bytes behind {@code base32}.
     *
     * @throws IllegalArgumentException when a character isn't one of the alphabet
     */
    public static byte[] decode(String base32) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (char c : base32.toCharArray()) {
            int value = ALPHABET.indexOf(c);
            if (value < 0) {
                throw new IllegalArgumentException("base32: '" + c + "' (expected: A to Z, 2 to 7)");
            }
            buffer = buffer << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out.write(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return out.toByteArray();
    }

    private static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = buffer << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(ALPHABET.charAt(buffer >> bits & 31));
                buffer &= (1 << bits) - 1;
            }
        }
        return out.toString();
    }
}
