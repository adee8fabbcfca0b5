package vn.ngatu.camera.player;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Digest authentication with MD5 as cameras speak it (RFC 7616 without a quality of protection). One connection's own. */
final class DigestCheck {

    private static final String REALM = "Ngatu";
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    private final PlayerSettings settings;
    private final String nonce;

    DigestCheck(PlayerSettings settings) {
        this.settings = settings;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        nonce = HexFormat.of().formatHex(random);
    }

    /** What the client is to answer to. */
    String challenge() {
        return "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\"";
    }

    /** Whether a request may pass: no credentials are set, or its header proves them. */
    boolean passes(String method, @Nullable String header) {
        if (settings.user() == null) {
            return true;
        }
        if (header == null || !header.regionMatches(true, 0, "Digest ", 0, 7)) {
            return false;
        }
        Map<String, String> fields = new HashMap<>();
        for (Matcher each = FIELD.matcher(header); each.find(); ) {
            fields.put(each.group(1), each.group(2) != null ? each.group(2) : each.group(3));
        }
        String secret = md5(settings.user() + ":" + REALM + ":" + settings.password());
        String request = md5(method + ":" + fields.getOrDefault("uri", ""));
        byte[] expected = md5(secret + ":" + nonce + ":" + request).getBytes(StandardCharsets.US_ASCII);
        byte[] given = fields.getOrDefault("response", "").getBytes(StandardCharsets.US_ASCII);
        return settings.user().equals(fields.get("username"))
                && nonce.equals(fields.get("nonce"))
                && MessageDigest.isEqual(expected, given);
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
