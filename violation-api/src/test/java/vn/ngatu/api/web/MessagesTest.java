package vn.ngatu.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.evidence.Reason;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.violation.Provenance;
import vn.ngatu.core.violation.ViolationKind;

/** Everything the pages say, they say in both languages; and they say nothing that has no words. */
@SuppressWarnings("NullAway") // JUnit reads the files before anything uses them
class MessagesTest {

    // t('a'), has('a'), t(x ? 'a' : 'b'), label: 'a', title: 'a', and the title of a dialog.
    private static final Pattern PLAIN = Pattern.compile(
            "(?:\\bt\\(|\\bhas\\(|label: |title: |\\? |: |`, |problem = )'([a-z][\\w-]*(?:\\.[\\w-]+)+)'");
    private static final Pattern MADE = Pattern.compile("(?:\\bt\\(|\\bhas\\(|label: |key = )`([^`]*)`");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private static Map<String, String> vietnamese;
    private static Map<String, String> english;
    private static String scripts;

    @BeforeAll
    static void read() throws IOException {
        SortedMap<String, byte[]> files = Resources.beside(MessagesTest.class.getResource("index.html"));
        vietnamese = messages(files, "vi");
        english = messages(files, "en");
        scripts = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".js"))
                .map(file -> new String(file.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> messages(SortedMap<String, byte[]> files, String language) throws IOException {
        return new TreeMap<>(new ObjectMapper()
                .readValue(files.get("messages/" + language + ".json"), new TypeReference<Map<String, String>>() {}));
    }

    @Test
    void bothLanguagesHaveTheSameMessagesWithTheSameBlanks() {
        assertThat(english.keySet()).isEqualTo(vietnamese.keySet());
        vietnamese.forEach((key, message) -> {
            assertThat(message).as(key).isNotBlank();
            assertThat(english.get(key)).as(key).isNotBlank();
            assertThat(blanks(english.get(key))).as(key).isEqualTo(blanks(message));
        });
    }

    @Test
    void everyMessageThatAPageNamesExists() {
        List<String> named = PLAIN.matcher(scripts)
                .results()
                .map(found -> found.group(1))
                .filter(key -> !key.endsWith(".jpg"))
                .toList();
        assertThat(named).hasSizeGreaterThan(150);
        assertThat(vietnamese.keySet()).containsAll(named);
    }

    @Test
    void noMessageIsLeftOver() {
        List<Pattern> made = MADE.matcher(scripts)
                .results()
                .map(found -> Pattern.compile(Arrays.stream(found.group(1).split("\\$\\{[^}]*}", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^.]+"))))
                .toList();
        TreeSet<String> unused = vietnamese.keySet().stream()
                .filter(key -> !scripts.contains("'" + key + "'"))
                .filter(key ->
                        made.stream().noneMatch(pattern -> pattern.matcher(key).matches()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused).isEmpty();
    }

    @Test
    void whatTheEngineCanSayHasWords() {
        assertWords("kind.", Stream.of(ViolationKind.values()).map(ViolationKind::label));
        assertWords("vehicle.", Stream.of(ObjectClass.values()).map(ObjectClass::label));
        assertWords("provenance.", Stream.of(Provenance.values()).map(Provenance::label));
        assertWords("lamp.", Stream.of(SignalState.values()).map(SignalState::name));
        assertWords("missing-because.", Stream.of(Reason.values()).map(Reason::label));
    }

    /** Pages know a manifest's sentence by its English message. */
    @Test
    void theEnglishReasonsAreThoseOfTheManifest() {
        for (Reason reason : Reason.values()) {
            assertThat(english.get("missing-because." + reason.label())).isEqualTo(reason.template());
        }
    }

    @Test
    void nothingIsShouted() {
        assertThat(Stream.of(vietnamese, english).flatMap(messages -> messages.values().stream()))
                .noneMatch(message -> message.contains("!"));
    }

    private static void assertWords(String prefix, Stream<String> names) {
        assertThat(vietnamese.keySet()).containsAll(names.map(prefix::concat).toList());
    }

    private static TreeSet<String> blanks(String message) {
        return PLACE.matcher(message).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
