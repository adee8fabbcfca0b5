package vn.ngatu.api.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.ngatu.api.cases.TestCases.HOA;
import static vn.ngatu.api.cases.TestCases.LAN;
import static vn.ngatu.api.cases.TestCases.NOON;
import static vn.ngatu.api.cases.TestCases.add;
import static vn.ngatu.api.cases.TestCases.motorcycle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

@BothDatabases
class CasesTest {

    private static final CaseFilter ALL = CaseFilter.ALL;

    private static CaseFilter plate(@Nullable String plate) {
        return new CaseFilter(null, null, null, null, null, null, plate);
    }

    private static List<Integer> numbers(Database database, CaseFilter filter, Reviewer who) {
        List<Integer> numbers = new ArrayList<>();
        new Cases(database)
                .list(filter, who, null, 50)
                .cases()
                .forEach(found -> numbers.add(Integer.parseInt(found.id(), 16)));
        return numbers;
    }

    private static void addFour(Database database) {
        add(
                database,
                TestCases.of(1, "cam-1", "red-light", "car", "30A-246.56", 0.9, NOON),
                TestCases.of(2, "cam-2", "red-light", "motorcycle", "29-MĐ1 123.45", 0.9, NOON.plusSeconds(10)),
                TestCases.of(3, "cam-2", "wrong-lane", "bus", null, 0.9, NOON.plusSeconds(20)),
                TestCases.of(4, "cam-3", "wrong-way", "truck", "30A24657", 0.9, NOON.plusSeconds(30)));
    }

    @Test
    void casesAreFoundByEachOfTheirMarksNewestFirst(Database database) {
        addFour(database);
        assertThat(numbers(database, ALL, HOA)).containsExactly(4, 3, 2, 1);
        Instant ten = NOON.plusSeconds(10);
        assertThat(numbers(database, new CaseFilter(ten, NOON.plusSeconds(30), null, null, null, null, null), HOA))
                .containsExactly(3, 2);
        assertThat(numbers(database, new CaseFilter(null, null, Set.of("cam-2"), null, null, null, null), HOA))
                .containsExactly(3, 2);
        assertThat(numbers(
                        database,
                        new CaseFilter(null, null, null, Set.of("red-light", "wrong-way"), null, null, null),
                        HOA))
                .containsExactly(4, 2, 1);
        assertThat(numbers(
                        database,
                        new CaseFilter(null, null, null, null, Set.of(CaseState.NEW), Set.of("bus"), null),
                        HOA))
                .containsExactly(3);
        assertThat(numbers(
                        database, new CaseFilter(null, null, null, null, Set.of(CaseState.EXPORTED), null, null), HOA))
                .isEmpty();
        assertThat(numbers(database, new CaseFilter(null, null, Set.of(), null, null, null, null), HOA))
                .isEmpty();
    }

    @Test
    void platesAreFoundByTheirStartInAnySpelling(Database database) {
        addFour(database);
        assertThat(numbers(database, plate("30a-24"), HOA)).containsExactly(4, 1);
        assertThat(numbers(database, plate("30A 246.56"), HOA)).containsExactly(1);
        assertThat(numbers(database, plate("29MD1"), HOA)).containsExactly(2);
        assertThat(numbers(database, plate("29MĐ1"), HOA)).containsExactly(2);
        assertThat(numbers(database, plate("0A2"), HOA)).isEmpty();
        assertThat(numbers(database, plate("%"), HOA)).isEmpty();
        assertThat(numbers(database, plate("' or '1'='1"), HOA)).isEmpty();
        assertThat(numbers(database, plate(" - "), HOA)).hasSize(4);
    }

    @Test
    void aPersonSeesTheCasesOfTheirCamerasOnly(Database database) {
        addFour(database);
        Reviewer scoped = new Reviewer("an", true, Set.of("cam-1", "cam-2"));
        assertThat(numbers(database, ALL, scoped)).containsExactly(3, 2, 1);
        CaseFilter others = new CaseFilter(null, null, Set.of("cam-2", "cam-3"), null, null, null, null);
        assertThat(numbers(database, others, scoped)).containsExactly(3, 2);
        assertThat(new Cases(database).count(ALL, scoped, 100)).isEqualTo(3);
        assertThat(new Cases(database).count(ALL, scoped, 2)).isEqualTo(2);
    }

    @Test
    void pagesShowEveryCaseOnceAlsoAtTheSameMoment(Database database) {
        int count = 25;
        add(
                database,
                IntStream.range(0, count)
                        .mapToObj(i -> motorcycle(i, null, 0.9, NOON.plusSeconds(i / 7)))
                        .toArray(NewCase[]::new));
        Cases cases = new Cases(database);
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            CasePage page = cases.list(ALL, LAN, cursor, 4);
            page.cases().forEach(found -> seen.add(found.id()));
            // What comes in meanwhile is newer and moves nothing.
            add(database, motorcycle(1000 + pages, null, 0.9, NOON.plusSeconds(100)));
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(pages).isEqualTo(7);
        assertThat(seen).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void aCaseWithoutATimeIsListedWhereItCameIn(Database database) {
        add(database, motorcycle(1, null, 0.9, null), motorcycle(2, null, 0.9, NOON.minusSeconds(1)));
        assertThat(numbers(database, ALL, HOA)).containsExactly(1, 2);
        Case found = new Cases(database).get(motorcycle(1, null, 0.9, null).id(), HOA);
        assertThat(found.act()).isNull();
        assertThat(found.listedAt()).isEqualTo(NOON);
    }

    @Test
    void aMadeUpCursorIsRefused(Database database) {
        Cases cases = new Cases(database);
        for (String text : List.of("", "%%", "x", "1", "1 ", "9999999999999999 x", "1 a b", "1 " + "x".repeat(65))) {
            String cursor = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> cases.list(ALL, HOA, cursor, 5)).isInstanceOf(RefusedException.class);
        }
        assertThatThrownBy(() -> cases.list(ALL, HOA, "?", 5)).isInstanceOf(RefusedException.class);
        assertThat(cases.list(ALL, HOA, null, -5).cases()).isEmpty();
    }

    @Test
    void thePlanOfAListIsToldInTheDatabasesWords(Database database) {
        addFour(database);
        assertThat(String.join("\n", new Cases(database).plan(ALL, HOA))).contains("cases");
    }
}
