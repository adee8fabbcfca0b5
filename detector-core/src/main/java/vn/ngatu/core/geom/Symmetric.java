package vn.ngatu.core.geom;

import org.jspecify.annotations.Nullable;

/** Small dense symmetric matrices: eigenvectors, Cholesky factors, inverses; n x n as rows. Pure. */
final class Symmetric {

    private static final int SWEEPS = 60;

    private Symmetric() {}

    /** The unit eigenvector of the smallest eigenvalue, by cyclic Jacobi rotations. */
    static double[] smallestEigenvector(double[][] matrix) {
        int n = matrix.length;
        double[][] a = copy(matrix);
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        int smallest = 0;
        for (int i = 1; i < n; i++) {
            smallest = a[i][i] < a[smallest][smallest] ? i : smallest;
        }
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            result[i] = vectors[i][smallest];
        }
        return result;
    }

    // Makes a[p][q] zero by turning the axes p and q.
    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (Math.abs(a[p][q]) < 1e-300) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double akp = a[k][p];
            a[k][p] = c * akp - s * a[k][q];
            a[k][q] = s * akp + c * a[k][q];
        }
        for (int k = 0; k < a.length; k++) {
            double apk = a[p][k];
            a[p][k] = c * apk - s * a[q][k];
            a[q][k] = s * apk + c * a[q][k];
            double vkp = vectors[k][p];
            vectors[k][p] = c * vkp - s * vectors[k][q];
            vectors[k][q] = s * vkp + c * vectors[k][q];
        }
    }

    /** The lower triangle L with L L' = matrix; null when the matrix is not positive definite. */
    static double @Nullable [][] cholesky(double[][] matrix) {
        int n = matrix.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i != j) {
                    l[i][j] = sum / l[j][j];
                } else if (sum > 1e-14 * matrix[i][i] && sum > 0) {
                    l[i][i] = Math.sqrt(sum);
                } else {
                    return null;
                }
            }
        }
        return l;
    }

    /** The solution x of L L' x = right. */
    static double[] solve(double[][] l, double[] right) {
        int n = l.length;
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= l[i][k] * x[k];
            }
            x[i] /= l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= l[k][i] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }

    /** The inverse; null when the matrix is not positive definite. */
    static double @Nullable [][] inverse(double[][] matrix) {
        double[][] l = cholesky(matrix);
        if (l == null) {
            return null;
        }
        double[][] inverse = new double[l.length][];
        for (int i = 0; i < l.length; i++) {
            double[] unit = new double[l.length];
            unit[i] = 1;
            inverse[i] = solve(l, unit);
        }
        return inverse;
    }

    static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }
}
