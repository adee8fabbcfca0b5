package vn.ngatu.api.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The provisions that may fit the kinds of violation, with the time in which each is in force. Immutable. */
public final class Catalogue {

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final List<Entry> entries;

    private Catalogue(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The catalogue that comes with the program. */
    public static Catalogue bundled() {
        try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.yaml")) {
            JsonNode tree = new YAMLMapper().readTree(in);
            List<Entry> entries = new ArrayList<>();
            tree.path("provisions").forEach(provision -> entries.add(entry(provision)));
            return new Catalogue(entries);
        } catch (IOException e) {
            throw new IllegalStateException("catalogue.yaml: " + e.getMessage(), e);
        }
    }

    /**
     * What may fit an act, the likeliest first; empty where nothing is known for it.
     *
     * @param kind as files name it, {@code red-light}
     * @param vehicle as files name it, {@code motorcycle}
     * @param act when it was done: what was in force then counts. Null where that isn't known, and then nothing fits, as the
     *     day decides
     */
    public List<Candidate> candidates(String kind, String vehicle, @Nullable Instant act) {
        if (act == null) {
            return List.of();
        }
        LocalDate day = act.atZone(ZONE).toLocalDate();
        return entries.stream()
                .filter(entry -> entry.kind().equals(kind) && entry.vehicles().contains(vehicle))
                .map(Entry::candidate)
                .filter(candidate -> candidate.inForce(day))
                .toList();
    }

    /** Every entry. */
    List<Entry> entries() {
        return entries;
    }

    /** A provision with what it may fit. */
    record Entry(String kind, Set<String> vehicles, Candidate candidate) {}

    private static Entry entry(JsonNode node) {
        Set<String> vehicles = new TreeSet<>();
        node.required("vehicles").forEach(vehicle -> vehicles.add(vehicle.textValue()));
        JsonNode fine = node.required("fine");
        return new Entry(
                text(node, "kind"),
                vehicles,
                new Candidate(
                        text(node, "decree"),
                        text(node, "ref"),
                        LocalDate.parse(text(node, "from")),
                        node.has("to") ? LocalDate.parse(text(node, "to")) : null,
                        fine.required(0).longValue(),
                        fine.required(1).longValue(),
                        node.path("points").intValue(),
                        node.path("pointsRef").textValue(),
                        Candidate.Check.valueOf(text(node, "check").toUpperCase(Locale.ROOT)),
                        text(node, "vi"),
                        text(node, "en")));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asText();
    }
}
