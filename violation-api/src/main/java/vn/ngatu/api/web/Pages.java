package vn.ngatu.api.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The service that hands out the pages: the first page at {@code /}, what it is made of below {@code /assets/}, and
 * nothing else. A path either is one of the known files or is not found, so there is nothing to list and nowhere to
 * climb. Thread-safe.
 */
public final class Pages implements HttpService {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    // Asks each time, and is told that nothing changed.
    private static final String ASK = "no-cache";

    private final Assets assets = Assets.load();
    private final Asset firstPage;
    private final String policy;

    /** The pages. {@code signOn} tells whether an OpenID provider is configured, for which the sign-in page has a button. */
    public Pages(boolean signOn) {
        firstPage = assets.firstPage(signOn);
        policy = "default-src 'none'; script-src 'self' "
                + Hashes.source(assets.importMap().getBytes(StandardCharsets.UTF_8))
                + "; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self';"
                + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            return plain(HttpStatus.METHOD_NOT_ALLOWED);
        }
        if (context.path().equals("/")) {
            return found(request, firstPage, ASK);
        }
        Asset asset = assets.at(context.path());
        return asset == null ? plain(HttpStatus.NOT_FOUND) : found(request, asset, FOR_EVER);
    }

    private HttpResponse found(HttpRequest request, Asset asset, String caching) {
        ResponseHeadersBuilder headers = headers(HttpStatus.OK)
                .set(HttpHeaderNames.ETAG, asset.etag())
                .set(HttpHeaderNames.CACHE_CONTROL, caching)
                .set(HttpHeaderNames.VARY, "accept-encoding");
        if (has(request.headers().get(HttpHeaderNames.IF_NONE_MATCH), asset.etag())) {
            return HttpResponse.of(headers.status(HttpStatus.NOT_MODIFIED).build());
        }
        boolean gzip = has(request.headers().get(HttpHeaderNames.ACCEPT_ENCODING), "gzip");
        if (gzip) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
        }
        byte[] bytes = asset.bytes(gzip);
        headers.contentType(asset.type()).contentLength(bytes.length);
        return request.method() == HttpMethod.HEAD
                ? HttpResponse.of(headers.build())
                : HttpResponse.of(headers.build(), HttpData.wrap(bytes));
    }

    private HttpResponse plain(HttpStatus status) {
        ResponseHeaders headers = headers(status)
                .contentType(MediaType.PLAIN_TEXT_UTF_8)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
        return HttpResponse.of(headers, HttpData.ofUtf8(status.reasonPhrase().toLowerCase(Locale.ROOT)));
    }

    private ResponseHeadersBuilder headers(HttpStatus status) {
        return ResponseHeaders.builder(status)
                .set("content-security-policy", policy)
                .set("x-content-type-options", "nosniff")
                .set("referrer-policy", "no-referrer");
    }

    private static boolean has(@Nullable String list, String wanted) {
        return list != null && list.contains(wanted);
    }
}
