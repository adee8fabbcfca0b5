package vn.ngatu.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.geom.Box;

class DuplicatesTest {

    private final Duplicates duplicates = new Duplicates(0.6, 0.9);

    @Test
    void oneVehicleSeenAsCarAndTruckStaysTheSurerOne() {
        Detection truck = new Detection(new Box(0, 0, 100, 60), 0.5, ObjectClass.TRUCK);
        Detection car = new Detection(new Box(4, 2, 100, 60), 0.7, ObjectClass.CAR);
        assertThat(duplicates.remove(List.of(truck, car))).containsExactly(car);
    }

    @Test
    void aRiderSeenAsBicycleAndMotorcycleStaysTheSurerOne() {
        Detection bicycle = new Detection(new Box(0, 0, 30, 60), 0.3, ObjectClass.BICYCLE);
        Detection motorcycle = new Detection(new Box(1, 1, 30, 60), 0.4, ObjectClass.MOTORCYCLE);
        assertThat(duplicates.remove(List.of(bicycle, motorcycle))).containsExactly(motorcycle);
    }

    @Test
    void aMotorcycleBeforeACarStays() {
        Detection car = new Detection(new Box(0, 0, 60, 60), 0.8, ObjectClass.CAR);
        Detection motorcycle = new Detection(new Box(5, 2, 50, 58), 0.4, ObjectClass.MOTORCYCLE);
        assertThat(duplicates.remove(List.of(car, motorcycle))).hasSize(2);
    }

    @Test
    void aPedestrianBesideARiderStays() {
        Detection rider = new Detection(new Box(0, 0, 30, 60), 0.8, ObjectClass.MOTORCYCLE);
        Detection pedestrian = new Detection(new Box(0, 0, 30, 60), 0.4, ObjectClass.PEDESTRIAN);
        assertThat(duplicates.remove(List.of(rider, pedestrian))).hasSize(2);
    }

    @Test
    void ridersSideBySideStay() {
        Detection near = new Detection(new Box(0, 0, 30, 60), 0.8, ObjectClass.MOTORCYCLE);
        Detection far = new Detection(new Box(12, 0, 30, 60), 0.7, ObjectClass.MOTORCYCLE);
        assertThat(duplicates.remove(List.of(near, far))).hasSize(2);
    }

    @Test
    void aCabInsideItsLorryGoes() {
        Detection lorry = new Detection(new Box(0, 0, 100, 60), 0.8, ObjectClass.TRUCK);
        Detection cab = new Detection(new Box(60, 5, 38, 55), 0.6, ObjectClass.CAR);
        assertThat(duplicates.remove(List.of(cab, lorry))).containsExactly(lorry);
    }

    @Test
    void aWeakBoxAroundTwoCarsGoes() {
        Detection left = new Detection(new Box(0, 0, 50, 40), 0.8, ObjectClass.CAR);
        Detection right = new Detection(new Box(55, 0, 50, 40), 0.7, ObjectClass.CAR);
        Detection both = new Detection(new Box(0, 0, 105, 42), 0.3, ObjectClass.BUS);
        assertThat(duplicates.remove(List.of(both, left, right))).containsExactly(left, right);
    }

    @Test
    void aCarBeforeACoachStays() {
        Detection coach = new Detection(new Box(0, 0, 120, 120), 0.8, ObjectClass.BUS);
        Detection car = new Detection(new Box(10, 70, 60, 50), 0.6, ObjectClass.CAR);
        assertThat(duplicates.remove(List.of(coach, car))).hasSize(2);
    }

    @Test
    void equalScoresKeepTheirOrder() {
        Detection first = new Detection(new Box(0, 0, 30, 60), 0.5, ObjectClass.CAR);
        Detection second = new Detection(new Box(1, 0, 30, 60), 0.5, ObjectClass.CAR);
        assertThat(duplicates.remove(List.of(first, second))).containsExactly(first);
        assertThat(duplicates.remove(List.of(second, first))).containsExactly(second);
    }

    @Test
    void aFloodOfBoxesIsCutAtTheWeakEnd() {
        List<Detection> flood = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            flood.add(new Detection(new Box(10.0 * i, 0, 5, 5), i / 5000.0, ObjectClass.CAR));
        }
        List<Detection> kept = duplicates.remove(flood);
        assertThat(kept).hasSize(1000);
        assertThat(kept.get(0)).isEqualTo(flood.get(4999));
        assertThat(kept.get(999)).isEqualTo(flood.get(4000));
    }

    @Test
    void aFloodOfDoublesHidesNobodyWhoIsLessCertain() {
        List<Detection> flood = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            flood.add(new Detection(new Box(0, 0, 30, 60), 0.9 - i / 10_000.0, ObjectClass.MOTORCYCLE));
        }
        Detection other = new Detection(new Box(100, 0, 30, 60), 0.3, ObjectClass.MOTORCYCLE);
        flood.add(other);
        assertThat(duplicates.remove(flood)).containsExactly(flood.get(0), other);
    }
}
