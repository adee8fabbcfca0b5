package vn.ngatu.api.http.account;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Query;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.gate.SessionCookie;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.account.Account;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.security.oidc.OidcClient;
import vn.ngatu.api.security.oidc.OidcException;
import vn.ngatu.api.security.secret.Tokens;
import vn.ngatu.api.security.session.Sessions;

/** The way over the OpenID provider and back. Accounts are not made on the way: an administrator did before. */
public final class SignOnHandlers {

    private static final Logger log = LoggerFactory.getLogger(SignOnHandlers.class);

    // A strict cookie isn't sent along a chain of redirects that another site began; a page of our own starts a new
    // one.
    private static final String LANDING = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\">"
            + "<meta http-equiv=\"refresh\" content=\"0;url=/\"><title>Ngatu</title><a href=\"/\">Ngatu</a></html>";

    private final @Nullable OidcClient client;
    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionCookie cookie;

    /** Over {@code client}; null where there is no provider. */
    public SignOnHandlers(@Nullable OidcClient client, Accounts accounts, Sessions sessions, SessionCookie cookie) {
        this.client = client;
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(Operation.START_SIGN_ON, this::start, Operation.FINISH_SIGN_ON, this::finish);
    }

    private Reply start(Call call) {
        call.query().finish();
        OidcClient provider = provider();
        OidcClient.Pending pending = provider.begin();
        try {
            String address = provider.address(pending).toString();
            return Reply.stream(() -> HttpResponse.of(ResponseHeaders.of(HttpStatus.SEE_OTHER, "location", address)))
                    .header("set-cookie", cookie.forSignOn(pending.text()));
        } catch (OidcException e) {
            log.warn("sign-on: {}", e.getMessage());
            throw ProblemException.of(ProblemType.UNAVAILABLE, "the OpenID provider does not answer");
        }
    }

    private Reply finish(Call call) {
        Query query = call.query();
        String code = query.text("code");
        String state = query.text("state");
        OidcClient.Pending pending = pending(call);
        if (code == null || state == null || pending == null || !Tokens.same(state, pending.state())) {
            throw ProblemException.of(ProblemType.SIGN_IN_REFUSED);
        }
        Account account = account(pending, code).orElseThrow(() -> ProblemException.of(ProblemType.SIGN_IN_REFUSED));
        Sessions.Begun begun = sessions.begin(account.name(), false, "openid", call.client(), call.now());
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.HTML_UTF_8)
                .add("set-cookie", cookie.set(begun.token()))
                .add("set-cookie", cookie.clearSignOn())
                .build();
        return Reply.stream(() -> HttpResponse.of(headers, HttpData.ofUtf8(LANDING)));
    }

    private Optional<Account> account(OidcClient.Pending pending, String code) {
        try {
            return accounts.bySubject(provider().subject(pending, code));
        } catch (OidcException e) {
            log.warn("sign-on: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private OidcClient.@Nullable Pending pending(Call call) {
        for (Cookie each : call.request().headers().cookies()) {
            if (each.name().equals(cookie.signOnName())) {
                return OidcClient.Pending.parse(each.value());
            }
        }
        return null;
    }

    private OidcClient provider() {
        if (client == null) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "no OpenID provider is configured");
        }
        return client;
    }
}
