package vn.ngatu.api.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateTest {

    private static Plate read(String text) {
        return Plate.read(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "30A-246.57, 30A24657",
        "' 59–f1 · 123.45 ', 59F112345",
        "29 - MĐ1 123.45, 29MĐ112345",
        "29-mđ1 123.45, 29MĐ112345"
    })
    void spellingsHaveOneNormalForm(String text, String normal) {
        assertThat(PlateText.normal(text)).isEqualTo(normal);
    }

    @Test
    void nothingIsNoPlate() {
        assertThat(Plate.read(null)).isEmpty();
        assertThat(Plate.read(" .-")).isEmpty();
    }

    @Test
    void platesAreSearchedWithoutTheStroke() {
        assertThat(PlateText.key("29-MĐ1 123.45")).isEqualTo("29MD112345");
    }

    @ParameterizedTest
    @CsvSource({
        "51A-138.83, CAR, 51A-138.83",
        "30E-1234, CAR_OLD, 30E-1234",
        "29LD-1234, SPECIAL, 29LD-1234",
        "50TĐ-123.45, SPECIAL, 50TĐ-123.45",
        "29AA12345, MOTORCYCLE, 29-AA 123.45",
        "59F112345, MOTORCYCLE_OLD, 59-F1 123.45",
        "29MĐ112345, ELECTRIC_MOPED, 29-MĐ1 123.45",
        "80123NG45, FOREIGN, 80-123-NG-45",
        "TM1234, MILITARY, TM-1234",
        "T30123456, TEMPORARY, T30-123456"
    })
    void eachFormIsToldAndSpelled(String text, PlateForm form, String spelled) {
        Plate plate = read(text);
        assertThat(plate.forms()).contains(form);
        assertThat(plate.spelled(form)).isEqualTo(spelled);
        assertThat(plate.suggestions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30A00000", // no order number of zeros
                "13A12345", // codes that were never issued
                "87A12345",
                "30I12345", // letters that no series has
                "30O12345",
                "59F012345", // series digits go from 1
                "29ABC1234",
                "30A1234567",
                "30A123",
                "QQ",
                "29AA1234" // two letters have five digits
            })
    void nearMissesAreNoPlates(String text) {
        assertThat(read(text).forms()).isEmpty();
    }

    @Test
    void whatTheTextCannotTellTheVehicleDoes() {
        Plate plate = read("30A24656");
        assertThat(plate.forms()).containsExactly(PlateForm.CAR, PlateForm.MOTORCYCLE_OLD);
        assertThat(plate.ambiguous()).isTrue();
        assertThat(plate.forms("car")).containsExactly(PlateForm.CAR);
        assertThat(plate.forms("motorcycle")).containsExactly(PlateForm.MOTORCYCLE_OLD);
        assertThat(read("29LD12345").forms()).containsExactly(PlateForm.SPECIAL, PlateForm.MOTORCYCLE);
    }

    @Test
    void aCarWithoutAnAmbiguousDigitIsOnlyACar() {
        // The order number 0xxxx: no old series has the digit 0.
        assertThat(read("30A04656").forms()).containsExactly(PlateForm.CAR);
    }

    @Test
    void confusedCharactersAreSuggestedAndNotCorrected() {
        Plate plate = read("5lA-138.83");
        assertThat(plate.normal()).isEqualTo("5LA13883");
        assertThat(plate.forms()).isEmpty();
        assertThat(plate.suggestions()).first().isEqualTo("51A-138.83");
        assertThat(read("SIA13BB3").suggestions()).isEmpty(); // four confused: too many to guess
        assertThat(read("3OA-246.57").suggestions()).first().isEqualTo("30A-246.57");
    }

    @Test
    void longTextsGiveNoSuggestions() {
        assertThat(read("O".repeat(400)).suggestions()).isEmpty();
    }

    @Test
    void provincesAreNamedAsTheyAreNow() {
        assertThat(read("61A12345").province()).contains(new Province("61", "Thành phố Hồ Chí Minh", "Bình Dương"));
        assertThat(read("T30123456").province()).contains(new Province("30", "Hà Nội", null));
        assertThat(read("TM1234").province()).isEmpty();
    }

    @Test
    void theTableOfProvincesAndTheGrammarKnowTheSameCodes() {
        List<String> issued = IntStream.range(0, 100)
                .mapToObj(code -> String.format("%02d", code))
                .filter(code -> PlateForm.CAR.matches(code + "A12345"))
                .toList();
        assertThat(Province.all().keySet()).containsExactlyInAnyOrderElementsOf(issued);
        assertThat(issued).hasSize(81);
    }
}
