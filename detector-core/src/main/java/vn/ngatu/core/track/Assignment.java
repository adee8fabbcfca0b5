package vn.ngatu.core.track;

import java.util.Arrays;

/** The cheapest one-to-one matching of rows and columns (Hungarian method with potentials, after Jonker and Volgenant). */
final class Assignment {

    private Assignment() {}

    /**
     * The column of each row, -1 for none: of all matchings, one that matches as many finite costs as the sum of
     * {@code cost - unmatched} makes worth while, so a pair that costs more than {@code unmatched} stays apart.
     */
    static int[] solve(double[][] cost, double unmatched) {
        int rows = cost.length;
        int[] result = new int[rows];
        Arrays.fill(result, -1);
        int columns = rows == 0 ? 0 : cost[0].length;
        if (columns == 0) {
            return result;
        }
        // Each row gets a column of its own that means "unmatched".
        int[] rowOf = hungarian(cost, unmatched, rows, columns);
        for (int column = 0; column < columns; column++) {
            if (rowOf[column + 1] > 0) {
                result[rowOf[column + 1] - 1] = column;
            }
        }
        return result;
    }

    private static int[] hungarian(double[][] cost, double unmatched, int rows, int columns) {
        int all = columns + rows;
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[all + 1];
        int[] rowOf = new int[all + 1];
        int[] way = new int[all + 1];
        double[] least = new double[all + 1];
        boolean[] used = new boolean[all + 1];
        for (int row = 1; row <= rows; row++) {
            rowOf[0] = row;
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            Arrays.fill(used, false);
            int column = 0;
            do {
                used[column] = true;
                int current = rowOf[column];
                double delta = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int j = 1; j <= all; j++) {
                    if (used[j]) {
                        continue;
                    }
                    double reduced =
                            at(cost, unmatched, current - 1, j - 1) - rowPotential[current] - columnPotential[j];
                    if (reduced < least[j]) {
                        least[j] = reduced;
                        way[j] = column;
                    }
                    if (least[j] < delta) {
                        delta = least[j];
                        next = j;
                    }
                }
                for (int j = 0; j <= all; j++) {
                    if (used[j]) {
                        rowPotential[rowOf[j]] += delta;
                        columnPotential[j] -= delta;
                    } else {
                        least[j] -= delta;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            while (column != 0) {
                rowOf[column] = rowOf[way[column]];
                column = way[column];
            }
        }
        return rowOf;
    }

    private static double at(double[][] cost, double unmatched, int row, int column) {
        double[] costs = cost[row];
        if (column < costs.length) {
            return costs[column] < unmatched ? costs[column] : 1e6 + unmatched;
        }
        return column - costs.length == row ? unmatched : 1e6 + unmatched;
    }
}
