package vn.ngatu.api.law;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plate's text can mean.
 *
 * @param normal the text in the form that is compared, see {@link PlateText#normal}
 * @param forms everything it can be; none when it is no plate that is known
 * @param suggestions plates that it may be if characters were confused that look alike, the likeliest first, as they are
 *     spelled; only when it is no plate itself. Never to be taken over without a person
 */
public record Plate(String normal, List<PlateForm> forms, List<String> suggestions) {

    private static final int MOST_SUGGESTIONS = 5;
    private static final int MOST_CONFUSED = 3;
    private static final int MOST_LENGTH = 10;
    // What a reader takes for a digit, and for a letter. O, I, J and Q stand on no ordinary plate.
    private static final Map<Character, Character> DIGITS = Map.ofEntries(
            Map.entry('O', '0'),
            Map.entry('D', '0'),
            Map.entry('Q', '0'),
            Map.entry('I', '1'),
            Map.entry('L', '1'),
            Map.entry('J', '1'),
            Map.entry('Z', '2'),
            Map.entry('A', '4'),
            Map.entry('S', '5'),
            Map.entry('G', '6'),
            Map.entry('T', '7'),
            Map.entry('B', '8'));
    private static final Map<Character, Character> LETTERS =
            Map.of('0', 'D', '1', 'L', '2', 'Z', '4', 'A', '5', 'S', '6', 'G', '7', 'T', '8', 'B', 'O', 'D');

    /** Copies the lists. */
    public Plate {
        forms = List.copyOf(forms);
        suggestions = List.copyOf(suggestions);
    }

    /** Reads a plate in any spelling; empty for nothing but separators. */
    public static Optional<Plate> read(@Nullable String text) {
        String normal = PlateText.normal(text);
        if (normal == null) {
            return Optional.empty();
        }
        List<PlateForm> forms = formsOf(normal);
        return Optional.of(new Plate(normal, forms, forms.isEmpty() ? suggestions(normal) : List.of()));
    }

    /** Whether the text alone doesn't tell what it is. */
    public boolean ambiguous() {
        return forms.size() > 1;
    }

    /** What it can be on a vehicle of the class {@code vehicle}. */
    public List<PlateForm> forms(String vehicle) {
        return forms.stream().filter(form -> form.fits(vehicle)).toList();
    }

    /** Where it was issued; empty where that doesn't show. */
    public Optional<Province> province() {
        boolean military = forms.contains(PlateForm.MILITARY);
        int start = normal.startsWith("T") ? 1 : 0;
        return forms.isEmpty() || military || normal.length() < start + 2
                ? Optional.empty()
                : Province.ofCode(normal.substring(start, start + 2));
    }

    /** As it stands on a plate of the form {@code form}, one of {@link #forms}. */
    public String spelled(PlateForm form) {
        return form.spell(normal);
    }

    private static List<PlateForm> formsOf(String normal) {
        return Stream.of(PlateForm.values())
                .filter(form -> form.matches(normal))
                .toList();
    }

    private static List<String> suggestions(String normal) {
        Set<String> found = new LinkedHashSet<>();
        if (normal.length() <= MOST_LENGTH) {
            // Fewest confused characters first.
            for (int confused = 1; confused <= MOST_CONFUSED; confused++) {
                change(normal, 0, confused, found);
            }
        }
        return new ArrayList<>(found).subList(0, Math.min(found.size(), MOST_SUGGESTIONS));
    }

    private static void change(String text, int from, int left, Set<String> found) {
        if (left == 0) {
            formsOf(text).stream().filter(PlateForm::checked).forEach(form -> found.add(form.spell(text)));
            return;
        }
        for (int i = from; i < text.length(); i++) {
            for (Map<Character, Character> confusions : List.of(DIGITS, LETTERS)) {
                Character other = confusions.get(text.charAt(i));
                if (other != null) {
                    change(text.substring(0, i) + other + text.substring(i + 1), i + 1, left - 1, found);
                }
            }
        }
    }
}
