package vn.ngatu.api.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 as names of content and as a content security policy wants it. */
final class Hashes {

    private Hashes() {}

    static String hex(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** The source expression that allows the inline script of {@code content}. */
    static String source(byte[] content) {
        return "'sha256-" + Base64.getEncoder().encodeToString(sha256().digest(content)) + "'";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
