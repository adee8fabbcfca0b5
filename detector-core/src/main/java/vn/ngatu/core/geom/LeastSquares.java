package vn.ngatu.core.geom;

import java.util.function.Function;

/**
 * The Levenberg-Marquardt search for the parameters with the least sum of squared residuals. Pure and deterministic;
 * derivatives are taken numerically, so parameters should be of the order of one per step that matters.
 */
final class LeastSquares {

    private static final int MAX_STEPS = 200;
    private static final double STEP = 1e-6;

    /** Where the search ended: the parameters, half of nothing but the plain sum of squares, and J'J there. */
    record Solution(double[] parameters, double cost, double[][] information) {}

    private LeastSquares() {}

    /** Searches from {@code start}; residuals that are not finite count as an impossible place. */
    static Solution minimise(Function<double[], double[]> residuals, double[] start) {
        double[] at = start.clone();
        double[] r = residuals.apply(at);
        double cost = cost(r);
        double damping = 1e-3;
        double[][] jacobian = jacobian(residuals, at, r.length);
        for (int step = 0; step < MAX_STEPS && damping < 1e12 && Double.isFinite(cost); step++) {
            double[][] normal = normal(jacobian, at.length);
            double[][] damped = Symmetric.copy(normal);
            for (int i = 0; i < at.length; i++) {
                damped[i][i] += damping * Math.max(normal[i][i], 1e-12);
            }
            double[][] factor = Symmetric.cholesky(damped);
            if (factor == null) {
                damping *= 10;
                continue;
            }
            double[] move = Symmetric.solve(factor, gradient(jacobian, r, at.length));
            double[] next = new double[at.length];
            double largest = 0;
            for (int i = 0; i < at.length; i++) {
                next[i] = at[i] - move[i];
                largest = Math.max(largest, Math.abs(move[i]));
            }
            double[] nextResiduals = residuals.apply(next);
            double nextCost = cost(nextResiduals);
            if (nextCost < cost) {
                at = next;
                r = nextResiduals;
                cost = nextCost;
                damping = Math.max(damping / 10, 1e-12);
                jacobian = jacobian(residuals, at, r.length);
            } else {
                damping *= 10;
            }
            if (largest < 1e-13) {
                break;
            }
        }
        return new Solution(at, cost, normal(jacobian, at.length));
    }

    private static double cost(double[] r) {
        double sum = 0;
        for (double x : r) {
            sum += x * x;
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }

    private static double[][] jacobian(Function<double[], double[]> residuals, double[] at, int rows) {
        double[][] jacobian = new double[rows][at.length];
        for (int column = 0; column < at.length; column++) {
            double[] shifted = at.clone();
            shifted[column] = at[column] + STEP;
            double[] above = residuals.apply(shifted);
            shifted[column] = at[column] - STEP;
            double[] below = residuals.apply(shifted);
            for (int row = 0; row < rows; row++) {
                jacobian[row][column] = (above[row] - below[row]) / (2 * STEP);
            }
        }
        return jacobian;
    }

    private static double[][] normal(double[][] jacobian, int columns) {
        double[][] normal = new double[columns][columns];
        for (double[] row : jacobian) {
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < columns; j++) {
                    normal[i][j] += row[i] * row[j];
                }
            }
        }
        return normal;
    }

    private static double[] gradient(double[][] jacobian, double[] r, int columns) {
        double[] gradient = new double[columns];
        for (int row = 0; row < r.length; row++) {
            for (int i = 0; i < columns; i++) {
                gradient[i] += jacobian[row][i] * r[row];
            }
        }
        return gradient;
    }
}
