package vn.ngatu.camera.time;

import java.util.Arrays;

/** The smallest and largest values of a sliding window, kept in a ring of buckets. Pure; not safe for threads. */
final class OffsetWindow {

    private static final long NOTHING = Long.MIN_VALUE;

    private final long bucketNs;
    private final long[] smallest;
    private final long[] largest;
    private final long[] bucket;

    OffsetWindow(long bucketNs, int buckets) {
        this.bucketNs = bucketNs;
        smallest = new long[buckets];
        largest = new long[buckets];
        bucket = new long[buckets];
        Arrays.fill(bucket, NOTHING);
    }

    /** Becomes equal to a window of the same shape. */
    void set(OffsetWindow other) {
        System.arraycopy(other.smallest, 0, smallest, 0, smallest.length);
        System.arraycopy(other.largest, 0, largest, 0, largest.length);
        System.arraycopy(other.bucket, 0, bucket, 0, bucket.length);
    }

    void add(long nowNs, long value) {
        long number = Math.floorDiv(nowNs, bucketNs);
        int slot = Math.floorMod(number, bucket.length);
        if (bucket[slot] != number) {
            bucket[slot] = number;
            smallest[slot] = value;
            largest[slot] = value;
        } else {
            smallest[slot] = Math.min(smallest[slot], value);
            largest[slot] = Math.max(largest[slot], value);
        }
        forget(number);
    }

    private void forget(long newest) {
        for (int i = 0; i < bucket.length; i++) {
            if (bucket[i] > newest || bucket[i] <= newest - bucket.length) {
                bucket[i] = NOTHING;
            }
        }
    }

    boolean empty() {
        return Arrays.stream(bucket).allMatch(each -> each == NOTHING);
    }

    long smallest() {
        long found = Long.MAX_VALUE;
        for (int i = 0; i < bucket.length; i++) {
            found = bucket[i] == NOTHING ? found : Math.min(found, smallest[i]);
        }
        return found;
    }

    long largest() {
        long found = Long.MIN_VALUE;
        for (int i = 0; i < bucket.length; i++) {
            found = bucket[i] == NOTHING ? found : Math.max(found, largest[i]);
        }
        return found;
    }

    /** How far the buckets' smallest values lie apart; 0 when there is one bucket only. */
    long spreadOfSmallest() {
        long most = Long.MIN_VALUE;
        for (int i = 0; i < bucket.length; i++) {
            most = bucket[i] == NOTHING ? most : Math.max(most, smallest[i]);
        }
        return most == Long.MIN_VALUE ? 0 : most - smallest();
    }
}
