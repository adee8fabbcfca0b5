package vn.ngatu.core.media;

import java.util.regex.Pattern;

/** Takes credentials out of texts for people: logs, reasons, reports. Pure. */
public final class Redaction {

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");

    // Some cameras want them among the parameters, split by & or by _ as in "user=a_password=b_channel=1".
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)(?<![a-z0-9])((?:[a-z]*_)?(?:user(?:name)?|usr|pass(?:word|wd)?|pwd|token|auth|secret|key)=)"
                    + ".*?(?=_(?:password|channel|stream)[=_]|[&\\s\"'#]|$)");

    private static final Pattern HEADER = Pattern.compile("(?i)(authorization:\\s*)\\S.*");

    private Redaction() {}

    /** The text without user names and passwords of URLs, credential parameters and authorization headers. */
    public static String redact(String text) {
        String bare = USER_INFO.matcher(text).replaceAll("");
        bare = PARAMETER.matcher(bare).replaceAll("$1***");
        return HEADER.matcher(bare).replaceAll("$1***");
    }
}
