package vn.ngatu.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;

/** A stream of server-sent events, read one by one. */
final class EventStreams implements AutoCloseable {

    private final InputStream body;
    private final BufferedReader lines;

    private EventStreams(InputStream body) {
        this.body = body;
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** An event; {@code name} is empty for a comment. */
    record Event(long id, String name, String data) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Follows the changes; the server is listening when this returns. */
    static EventStreams open(Clients clients, Who who, @Nullable Long after) {
        HttpResponse<InputStream> response = ask(clients, who, after);
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        return new EventStreams(response.body());
    }

    /** How the server answers to who wants to follow; the stream is given up again. */
    static Answer status(Clients clients, Who who) {
        HttpResponse<InputStream> response = ask(clients, who, null);
        try (InputStream in = response.body()) {
            byte[] bytes = response.statusCode() == 200 ? new byte[0] : in.readAllBytes();
            return new Answer(response.statusCode(), response.headers(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<InputStream> ask(Clients clients, Who who, @Nullable Long after) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(clients.origin() + "/api/v1/changes"));
        if (who.cookie() != null) {
            request.header("cookie", "ngatu=" + who.cookie());
        }
        if (who.token() != null) {
            request.header("authorization", "Bearer " + who.token());
        }
        if (after != null) {
            request.header("last-event-id", Long.toString(after));
        }
        try {
            return clients.http().send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next event or comment; waits for it. */
    Event next() {
        long id = -1;
        String name = "";
        String data = "";
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = Long.parseLong(line.substring(3).strip());
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data += line.substring(5).strip();
                } else if (line.startsWith(":")) {
                    data = line.substring(1).strip();
                } else if (line.isEmpty()) {
                    return new Event(id, name, data);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the stream ended");
    }

    /** The next event that is no comment. */
    Event nextEvent() {
        Event event = next();
        while (event.name().isEmpty()) {
            event = next();
        }
        return event;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
