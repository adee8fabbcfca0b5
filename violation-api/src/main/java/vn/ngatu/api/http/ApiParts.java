package vn.ngatu.api.http;

import com.linecorp.armeria.common.util.BlockingTaskExecutor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.account.AccountHandlers;
import vn.ngatu.api.http.account.SessionHandlers;
import vn.ngatu.api.http.account.SignOnHandlers;
import vn.ngatu.api.http.account.TokenHandlers;
import vn.ngatu.api.http.cases.CaseHandlers;
import vn.ngatu.api.http.cases.ListExport;
import vn.ngatu.api.http.cases.ReviewHandlers;
import vn.ngatu.api.http.evidence.EvidenceHandlers;
import vn.ngatu.api.http.evidence.ExportHandlers;
import vn.ngatu.api.http.figures.AuditHandlers;
import vn.ngatu.api.http.figures.StatisticsHandlers;
import vn.ngatu.api.http.gate.Callers;
import vn.ngatu.api.http.gate.Gate;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.RateLimits;
import vn.ngatu.api.http.gate.SessionCookie;
import vn.ngatu.api.http.keeping.HoldHandlers;
import vn.ngatu.api.http.keeping.KeepingHandlers;
import vn.ngatu.api.http.live.ChangeFeed;
import vn.ngatu.api.http.live.ChangeHandlers;
import vn.ngatu.api.http.live.Changes;
import vn.ngatu.api.http.webhook.WebhookHandlers;
import vn.ngatu.api.retention.Holds;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.security.account.SignIn;
import vn.ngatu.api.security.oidc.OidcClient;
import vn.ngatu.api.security.oidc.OidcConfig;
import vn.ngatu.api.security.secret.SecretBox;
import vn.ngatu.api.security.session.ApiTokens;
import vn.ngatu.api.security.session.Sessions;

/** Everything behind the server, put together; what runs beside it ends with {@link #close}. */
final class ApiParts implements AutoCloseable {

    private static final int BLOCKING_THREADS = 64;

    private final ApiServer.Store store;
    private final SessionCookie cookie;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Accounts accounts;
    private final SignIn signIn;
    private final @Nullable OidcClient provider;
    private final BlockingTaskExecutor blocking;
    private final ChangeFeed feed;
    private final WebhookHandlers webhooks;

    /** The parts for {@code config}; {@code publicUrl} is where people reach the server. */
    ApiParts(ApiConfig config, ApiServer.Store store, String publicUrl, InstantSource clock) throws IOException {
        this.store = store;
        SecretBox box = SecretBox.open(config.secretKey());
        cookie = new SessionCookie(config.encrypted(), publicUrl);
        sessions = new Sessions(
                store.database(),
                store.audit(),
                new Sessions.Settings(
                        config.session().idle(),
                        config.session().longest(),
                        config.session().secondFactor(),
                        config.areas()));
        tokens = new ApiTokens(store.database(), store.audit(), config.areas());
        accounts = new Accounts(store.database(), store.audit());
        signIn = new SignIn(store.database(), store.audit(), box);
        OidcConfig signOn = config.signOn();
        provider = signOn == null ? null : new OidcClient(signOn, publicUrl + Operation.FINISH_SIGN_ON.path());
        blocking = BlockingTaskExecutor.builder()
                .numThreads(BLOCKING_THREADS)
                .threadNamePrefix("api")
                .build();
        feed = new ChangeFeed(new Changes(store.database(), store.audit()), store.changes());
        webhooks = new WebhookHandlers(
                store.database(), store.audit(), box, store.changes(), config.webhookHosts(), config.areas(), clock);
    }

    /** What each operation does. */
    Map<Operation, Handler> handlers(ApiConfig config, String publicUrl) {
        Set<String> areas = config.areas().keySet();
        Map<Operation, Handler> all = new EnumMap<>(Operation.class);
        all.putAll(new OpenApi().all());
        all.putAll(new SessionHandlers(accounts, signIn, sessions, cookie).all());
        all.putAll(new SignOnHandlers(provider, accounts, sessions, cookie).all());
        all.putAll(new AccountHandlers(accounts, areas, publicUrl).all());
        all.putAll(new TokenHandlers(tokens, areas).all());
        all.putAll(new CaseHandlers(store.cases()).all());
        all.putAll(new ReviewHandlers(store.cases(), store.desk()).all());
        all.putAll(new HoldHandlers(new Holds(store.database(), store.audit(), store.changes())).all());
        all.putAll(new KeepingHandlers(store.retention(), store.intake()).all());
        all.putAll(new ListExport(store.cases()).all());
        all.putAll(new EvidenceHandlers(store.cases(), config.evidence()).all());
        all.putAll(new ExportHandlers(store.cases(), config.evidence()).all());
        all.putAll(new StatisticsHandlers(store.database()).all());
        all.putAll(new AuditHandlers(store.audit()).all());
        all.putAll(new ChangeHandlers(feed).all());
        all.putAll(webhooks.all());
        return all;
    }

    /** The way of every request. */
    Gate gate(ApiConfig.Limits limits, InstantSource clock) {
        double perSecond = limits.perSecond();
        Gate.Limits rates = new Gate.Limits(
                new RateLimits(perSecond * 10, perSecond * 40),
                new RateLimits(limits.signInsPerMinute() / 60.0, limits.signInsPerMinute()),
                new RateLimits(perSecond, perSecond * 4));
        return new Gate(new Callers(sessions, tokens, cookie), rates, store.audit(), clock);
    }

    /** The threads that requests may block. */
    BlockingTaskExecutor blocking() {
        return blocking;
    }

    /** The accounts. */
    Accounts accounts() {
        return accounts;
    }

    /** Lets those go who follow the changes, so that the server can stop. */
    void endStreams() {
        feed.close();
    }

    @Override
    public void close() {
        feed.close();
        webhooks.close();
        blocking.shutdown();
    }
}
