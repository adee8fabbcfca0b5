package vn.ngatu.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published schemas describe what is really written, and no more. */
class EvidenceSchemasTest {

    @Test
    void linesFollowTheirSchema() throws IOException {
        for (OffsetDateTime wallTime : new OffsetDateTime[] {null, OffsetDateTime.parse("2026-11-22T08:15:30+07:00")}) {
            ObjectNode line = ViolationJson.line(TestPackages.reported(TestPackages.redLight(17, 12.64), wallTime));
            assertThat(errors("violation.schema.json", line)).isEmpty();
        }
    }

    @Test
    void aLineWithAMadeUpValueOrAnUnknownMemberDoesNot() throws IOException {
        ObjectNode line = ViolationJson.line(TestPackages.reported(TestPackages.redLight(17, 12.64), null));
        ObjectNode madeUp = line.deepCopy();
        ((ObjectNode) madeUp.at("/facts/speed")).put("value", 3);
        assertThat(errors("violation.schema.json", madeUp)).isNotEmpty();
        assertThat(errors("violation.schema.json", line.deepCopy().put("speed", 3)))
                .isNotEmpty();
        ObjectNode short1 = line.deepCopy();
        short1.remove("evidence");
        assertThat(errors("violation.schema.json", short1)).isNotEmpty();
    }

    @Test
    void manifestsFollowTheirSchema(@TempDir Path folder) throws IOException {
        TestPackages.write(folder, 1);
        Path made = TestPackages.write(folder, 2);
        JsonNode manifest = Json.MAPPER.readTree(Files.readAllBytes(made.resolve(Manifest.FILE)));
        assertThat(errors("manifest.schema.json", manifest)).isEmpty();
        ObjectNode unsealed = manifest.deepCopy();
        unsealed.putNull("seal");
        assertThat(errors("manifest.schema.json", unsealed)).isNotEmpty();
    }

    static List<Error> errors(String schema, JsonNode node) throws IOException {
        try (InputStream in = Objects.requireNonNull(Manifest.class.getResourceAsStream(schema))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .validate(node);
        }
    }
}
