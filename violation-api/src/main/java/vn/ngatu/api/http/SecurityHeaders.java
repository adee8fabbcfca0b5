package vn.ngatu.api.http;

import com.linecorp.armeria.common.HttpHeaders;

/** What every answer tells the browser to be careful about. */
final class SecurityHeaders {

    /** Nothing but our own files, no script in a page, no frame around it. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
            + " media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    private SecurityHeaders() {}

    static HttpHeaders of(boolean tls) {
        var headers = HttpHeaders.builder()
                .set("content-security-policy", POLICY)
                .set("x-content-type-options", "nosniff")
                .set("x-frame-options", "DENY")
                .set("referrer-policy", "no-referrer")
                .set("cross-origin-opener-policy", "same-origin")
                .set("cross-origin-resource-policy", "same-origin")
                .set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
        if (tls) {
            headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
        }
        return headers.build();
    }
}
