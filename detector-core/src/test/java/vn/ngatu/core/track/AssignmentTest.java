package vn.ngatu.core.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static final double NO = Double.POSITIVE_INFINITY;

    @Test
    void takesTheCheapestWholeNotTheCheapestPair() {
        assertThat(Assignment.solve(new double[][] {{1, 2}, {1.5, 9}}, 20)).containsExactly(1, 0);
    }

    @Test
    void leavesApartWhatCostsTooMuch() {
        assertThat(Assignment.solve(new double[][] {{3, NO}, {NO, 12}}, 10)).containsExactly(0, -1);
    }

    @Test
    void nothingToMatchIsNoMatch() {
        assertThat(Assignment.solve(new double[0][0], 10)).isEmpty();
        assertThat(Assignment.solve(new double[2][0], 10)).containsExactly(-1, -1);
    }

    @Test
    void isNeverDearerThanAnyPermutation() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            double[][] cost = new double[4][4];
            for (double[] row : cost) {
                for (int j = 0; j < 4; j++) {
                    row[j] = random.nextDouble() < 0.2 ? NO : random.nextInt(20);
                }
            }
            double best = best(cost, 0, new boolean[4], 10);
            double got = 0;
            int[] columns = Assignment.solve(cost, 10);
            for (int i = 0; i < 4; i++) {
                got += columns[i] < 0 ? 10 : cost[i][columns[i]];
            }
            assertThat(got).isEqualTo(best);
        }
    }

    private static double best(double[][] cost, int row, boolean[] used, double unmatched) {
        if (row == cost.length) {
            return 0;
        }
        double least = unmatched + best(cost, row + 1, used, unmatched);
        for (int j = 0; j < used.length; j++) {
            if (!used[j] && cost[row][j] < unmatched) {
                used[j] = true;
                least = Math.min(least, cost[row][j] + best(cost, row + 1, used, unmatched));
                used[j] = false;
            }
        }
        return least;
    }
}
