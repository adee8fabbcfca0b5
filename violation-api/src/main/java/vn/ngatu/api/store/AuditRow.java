package vn.ngatu.api.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import vn.ngatu.core.evidence.Json;
import vn.ngatu.core.evidence.Sha256;

/**
 * A row of the audit log.
 *
 * @param seq from 1, without gaps
 * @param previous the hash of the row before; empty for the first
 * @param hash the SHA-256, in hexadecimal digits, of the RFC 8785 form of an object with the members {@code seq},
 *     {@code at} (milliseconds since 1970), {@code actor}, {@code action}, {@code subject}, {@code detail} and
 *     {@code previous}
 */
public record AuditRow(long seq, AuditEntry entry, String previous, String hash) {

    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    /** The row that follows the one of the number {@code seq - 1} and the hash {@code previous}. */
    static AuditRow after(long seq, String previous, AuditEntry entry) {
        return new AuditRow(seq, entry, previous, hashOf(seq, previous, entry));
    }

    /** Whether the hash is the content's. */
    boolean holds() {
        return hash.equals(hashOf(seq, previous, entry));
    }

    /** The detail as it is stored. */
    String detailText() {
        return Json.canonical(detail(entry));
    }

    static AuditRow of(ResultSet row) throws SQLException {
        AuditEntry entry = new AuditEntry(
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                parse(row.getString("detail")));
        return new AuditRow(row.getLong("seq"), entry, row.getString("previous"), row.getString("hash"));
    }

    private static String hashOf(long seq, String previous, AuditEntry entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("seq", seq);
        node.put("at", entry.at().toEpochMilli());
        node.put("actor", entry.actor());
        node.put("action", entry.action());
        node.put("subject", entry.subject());
        node.set("detail", detail(entry));
        node.put("previous", previous);
        return Sha256.hex(Json.canonical(node).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode detail(AuditEntry entry) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        entry.detail().forEach(detail::put);
        return detail;
    }

    // What somebody made unreadable is shown as it stands; its hash won't hold.
    private static Map<String, String> parse(String detail) {
        try {
            return Json.MAPPER.readValue(detail, DETAIL);
        } catch (JsonProcessingException e) {
            return Map.of("unreadable", detail);
        }
    }
}
