package vn.ngatu.core.detect.djl;

import java.nio.FloatBuffer;

/** A model's output outside native memory; the next run of the same translator overwrites it. */
final class RawOutput {

    private long[] shape = {};
    private float[] values = {};

    long[] shape() {
        return shape;
    }

    /** The numbers, row by row; the array may be longer than the shape says. */
    float[] values() {
        return values;
    }

    /** Takes the next output. */
    void set(long[] newShape, FloatBuffer numbers) {
        shape = newShape;
        if (values.length < numbers.remaining()) {
            values = new float[numbers.remaining()];
        }
        numbers.get(values, 0, numbers.remaining());
    }
}
