package vn.ngatu.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void soundValuesAreReturned() {
        Fields fields = fields("{'a': 'x', 'b': 3, 'c': 0.5, 'd': true, 'e': 'two', 'f': {'g': 255}, 'h': [1, 2]}");
        assertThat(fields.text("a")).isEqualTo("x");
        assertThat(fields.integer("b", 1, 3)).isEqualTo(3);
        assertThat(fields.number("c", 0, 1)).isEqualTo(0.5);
        assertThat(fields.flag("d")).isTrue();
        assertThat(fields.choice("e", List.of("one", "two"), Function.identity()))
                .isEqualTo("two");
        assertThat(fields.object("f").choice("g", 1, 255)).isEqualTo(255);
        assertThat(fields.list("h")).hasSize(2);
        assertThatCode(fields::finish).doesNotThrowAnyException();
    }

    @Test
    void everyFaultIsToldInTheOrderOfReading() {
        Fields fields = fields("{'a': 1, 'b': 4, 'c': 'x', 'd': 'yes', 'e': 'three', 'f': {'g': 2}, 'h': []}");
        fields.text("a");
        fields.integer("b", 1, 3);
        fields.number("c", 0, 1);
        fields.flag("d");
        fields.choice("e", List.of("one", "two"), Function.identity());
        fields.object("f").choice("g", 1, 255);
        fields.list("h");
        assertThat(faults(fields))
                .containsExactly(
                        "a: 1 (expected: text)",
                        "b: 4 (expected: a whole number from 1 to 3)",
                        "c: \"x\" (expected: a number from 0 to 1)",
                        "d: \"yes\" (expected: true or false)",
                        "e: \"three\" (expected: one of one, two)",
                        "f.g: 2 (expected: one of 1, 255)",
                        "h: [] (expected: a list with at least one element)");
    }

    @Test
    void unknownKeysAreFaultsAtEveryDepth() {
        Fields fields = fields("{'a': 'x', 'b': {'c': 1, 'd': 2}, 'e': 3}");
        fields.text("a");
        fields.object("b").integer("c", 0, 9);
        assertThat(faults(fields))
                .containsExactly("e: unknown key (expected: one of a, b)", "b.d: unknown key (expected: one of c)");
    }

    @Test
    void aMissingObjectIsOneFaultNotOnePerKey() {
        Fields fields = fields("{}");
        Fields child = fields.object("b");
        child.integer("c", 0, 9);
        child.text("d");
        assertThat(faults(fields)).containsExactly("b: missing (expected: an object)");
    }

    @Test
    void aRootThatIsNoObjectIsToldByItsName() throws JsonProcessingException {
        Fields fields = new Fields(new JsonMapper().readTree("[1]"), "model.json");
        fields.text("a");
        assertThat(faults(fields)).containsExactly("model.json: [1] (expected: an object)");
    }

    @Test
    void blankTextFractionsAndNumbersInQuotesAreRefused() {
        Fields fields = fields("{'a': ' ', 'b': 1.0, 'c': '1'}");
        fields.text("a");
        fields.integer("b", 0, 9);
        fields.number("c", 0, 9);
        assertThat(faults(fields)).hasSize(3);
    }

    @Test
    void longValuesAreCutInMessages() {
        Fields fields = fields("{'a': ['" + "x".repeat(500) + "']}");
        fields.text("a");
        assertThat(faults(fields).get(0)).hasSizeLessThan(100);
    }

    private static List<String> faults(Fields fields) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, fields::finish);
        assertThat(thrown).message().hasLineCount(thrown.faults().size());
        return thrown.faults().stream().map(Fault::toString).toList();
    }

    private static Fields fields(String json) {
        try {
            return new Fields(new JsonMapper().readTree(json.replace('\'', '"')), "");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
