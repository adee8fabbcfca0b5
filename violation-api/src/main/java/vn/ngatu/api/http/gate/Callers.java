package vn.ngatu.api.http.gate;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.secret.Tokens;
import vn.ngatu.api.security.session.ApiTokens;
import vn.ngatu.api.security.session.Session;
import vn.ngatu.api.security.session.Sessions;

/** Tells who a request comes from: a person by the session's cookie, a machine by its bearer token. */
public final class Callers {

    /** The header that carries a session's CSRF token. */
    public static final String CSRF_HEADER = "x-csrf-token";

    private static final String BEARER = "Bearer ";
    private static final int LONGEST_TOKEN = 100;

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final SessionCookie cookie;

    /** For people's {@code sessions} and machines' {@code tokens}. */
    public Callers(Sessions sessions, ApiTokens tokens, SessionCookie cookie) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.cookie = cookie;
    }

    /** Who asks; null when there is no credential or none that is good. A bearer token goes before a cookie. */
    @Nullable Caller identify(RequestHeaders headers, Instant now) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null) {
            boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
            String token = bearer ? authorization.substring(BEARER.length()).strip() : "";
            return token.isEmpty() || token.length() > LONGEST_TOKEN
                    ? null
                    : tokens.find(token, now)
                            .map(principal -> new Caller(principal, null, null))
                            .orElse(null);
        }
        for (Cookie each : headers.cookies()) {
            if (each.name().equals(cookie.name()) && each.value().length() <= LONGEST_TOKEN) {
                return sessions.find(each.value(), now).map(this::caller).orElse(null);
            }
        }
        return null;
    }

    private Caller caller(Session session) {
        String rotated = session.rotated();
        return new Caller(session.principal(), session.csrf(), rotated == null ? null : cookie.set(rotated));
    }

    /**
     * Refuses what a foreign page may have made a browser send: what changes something must come from our own page, as far
     * as the browser tells, and bring the session's token, which only our own page can read.
     */
    void refuseForged(Operation operation, @Nullable Caller caller, RequestHeaders headers) {
        if (operation.safe()) {
            return;
        }
        String site = headers.get("sec-fetch-site");
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none")
                || origin != null && !cookie.isOwn(origin, headers);
        String expected = caller == null || operation.access().open() ? null : caller.csrf();
        String given = headers.get(CSRF_HEADER);
        boolean unproven = expected != null && (given == null || !Tokens.same(expected, given));
        if (foreign || unproven) {
            throw ProblemException.of(ProblemType.FORGED);
        }
    }
}
