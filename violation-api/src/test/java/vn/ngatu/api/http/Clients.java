package vn.ngatu.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests to a server under test, from somebody with a session's cookie, a token, or neither. */
final class Clients {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final String origin;

    Clients(String origin) {
        this.origin = origin;
    }

    /**
     * Who asks.
     *
     * @param cookie the session's token; null for none
     * @param csrf what belongs to it
     * @param token an API token; null for none
     */
    record Who(
            @Nullable String cookie,
            @Nullable String csrf,
            @Nullable String token) {
        static final Who NOBODY = new Who(null, null, null);

        static Who machine(String token) {
            return new Who(null, null, token);
        }
    }

    /** An answer. */
    record Answer(int status, HttpHeaders headers, byte[] bytes) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        Optional<String> cookie() {
            return headers.allValues("set-cookie").stream()
                    .filter(each -> each.startsWith("ngatu="))
                    .map(each -> each.substring("ngatu=".length(), each.indexOf(';')))
                    .findFirst();
        }

        /** The last part of the problem's type. */
        String problem() {
            return json().path("type").asText().replaceAll(".*:", "");
        }
    }

    Answer get(Who who, String path, String... headers) {
        return send(who, "GET", path, null, headers);
    }

    /** Sends {@code body}, JSON, null for none; {@code headers} are names and values by turns. */
    Answer send(Who who, String method, String path, @Nullable String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (body != null && !all.contains("content-type")) {
            all.addAll(List.of("content-type", "application/json"));
        }
        if (who.csrf() != null && !all.contains("x-csrf-token") && !method.equals("GET")) {
            all.addAll(List.of("x-csrf-token", who.csrf()));
        }
        if (who.cookie() != null) {
            all.addAll(List.of("cookie", "ngatu=" + who.cookie()));
        }
        if (who.token() != null) {
            all.addAll(List.of("authorization", "Bearer " + who.token()));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String origin() {
        return origin;
    }

    HttpClient http() {
        return http;
    }
}
