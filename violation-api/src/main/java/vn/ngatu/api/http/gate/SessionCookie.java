package vn.ngatu.api.http.gate;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.CookieBuilder;
import com.linecorp.armeria.common.RequestHeaders;

/**
 * The cookie that carries a session's token. No script reads it and no other site makes a browser send it. Under TLS its
 * name begins with {@code __Host-}, so that no neighbouring host can set it.
 *
 * @param tls whether clients reach the server over TLS; if not, it listens on the loopback address alone, where browsers
 *     take secure cookies all the same
 * @param publicUrl where people reach the server, without a slash at the end
 */
public record SessionCookie(boolean tls, String publicUrl) {

    /** Its name. */
    public String name() {
        return tls ? "__Host-ngatu" : "ngatu";
    }

    /** The header that sets it to {@code token}; the browser forgets it when it is closed. */
    public String set(String token) {
        return cookie(name(), token, "Strict").build().toSetCookieHeader();
    }

    /** The header that takes it away. */
    public String clear() {
        return cookie(name(), "", "Strict").maxAge(0).build().toSetCookieHeader();
    }

    /** A cookie for the way to another site and back, ten minutes long. */
    public String forSignOn(String value) {
        return cookie(signOnName(), value, "Lax").maxAge(600).build().toSetCookieHeader();
    }

    /** The header that takes the cookie of {@link #forSignOn} away. */
    public String clearSignOn() {
        return cookie(signOnName(), "", "Lax").maxAge(0).build().toSetCookieHeader();
    }

    /** The name of the cookie of {@link #forSignOn}. */
    public String signOnName() {
        return name() + "-sign-on";
    }

    private static CookieBuilder cookie(String name, String value, String sameSite) {
        return Cookie.secureBuilder(name, value).path("/").sameSite(sameSite);
    }

    /** Whether {@code origin} is that of our own pages, for a request with {@code headers}. */
    boolean isOwn(String origin, RequestHeaders headers) {
        return origin.equals(publicUrl) || origin.equals((tls ? "https://" : "http://") + headers.authority());
    }
}
