package vn.ngatu.bench.accuracy;

import java.util.Arrays;

/**
 * The one-to-one matching of rows and columns that matches most rows and, among those, costs least: shortest augmenting
 * paths after Jonker and Volgenant. Infinite costs are not matched.
 */
final class SparseMatching {

    private static final double NEVER = 1e6;

    private SparseMatching() {}

    /** The column of each row, or -1. */
    static int[] of(double[][] cost) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        int n = Math.max(rows, columns);
        double[] rowPrice = new double[n + 1];
        double[] columnPrice = new double[n + 1];
        int[] rowOf = new int[n + 1];
        int[] way = new int[n + 1];
        for (int i = 1; i <= n; i++) {
            rowOf[0] = i;
            int j0 = 0;
            double[] least = new double[n + 1];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            boolean[] used = new boolean[n + 1];
            do {
                used[j0] = true;
                int i0 = rowOf[j0];
                double delta = Double.POSITIVE_INFINITY;
                int j1 = 0;
                for (int j = 1; j <= n; j++) {
                    if (!used[j]) {
                        double reduced = at(cost, i0 - 1, j - 1) - rowPrice[i0] - columnPrice[j];
                        if (reduced < least[j]) {
                            least[j] = reduced;
                            way[j] = j0;
                        }
                        if (least[j] < delta) {
                            delta = least[j];
                            j1 = j;
                        }
                    }
                }
                for (int j = 0; j <= n; j++) {
                    if (used[j]) {
                        rowPrice[rowOf[j]] += delta;
                        columnPrice[j] -= delta;
                    } else {
                        least[j] -= delta;
                    }
                }
                j0 = j1;
            } while (rowOf[j0] != 0);
            do {
                int j1 = way[j0];
                rowOf[j0] = rowOf[j1];
                j0 = j1;
            } while (j0 != 0);
        }
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, -1);
        for (int j = 1; j <= columns; j++) {
            int i = rowOf[j] - 1;
            if (i >= 0 && i < rows && at(cost, i, j - 1) < NEVER) {
                columnOf[i] = j - 1;
            }
        }
        return columnOf;
    }

    private static double at(double[][] cost, int row, int column) {
        if (row >= cost.length || column >= cost[row].length) {
            return NEVER;
        }
        return Math.min(NEVER, cost[row][column]);
    }
}
