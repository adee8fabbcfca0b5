package vn.ngatu.core.media.demux;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.ReadWatch;

/**
 * FFmpeg's question, asked while it waits, whether to give up. JavaCPP has room for ten callbacks of a kind per process, so
 * all streams share one, and a number in the place of FFmpeg's user pointer says which stream asks. Safe for any thread.
 */
final class Interrupts {

    private static final Map<Long, ReadWatch> watches = new ConcurrentHashMap<>();
    private static final AtomicLong lastKey = new AtomicLong();

    private Interrupts() {}

    /** The key of a context that asks nobody. */
    static final long NOBODY = 0;

    /** Lets a context, not opened yet, ask the watch; returns the key to {@link #forget} it by. */
    static long attach(AVFormatContext context, ReadWatch watch) {
        long key = lastKey.incrementAndGet();
        watches.put(key, watch);
        context.interrupt_callback().callback(Ask.FOR_ALL);
        context.interrupt_callback().opaque(new Key(key));
        return key;
    }

    static void forget(long key) {
        watches.remove(key);
    }

    private static final class Key extends Pointer {
        Key(long key) {
            super((Pointer) null);
            address = key;
        }
    }

    private static final class Ask extends AVIOInterruptCB.Callback_Pointer {
        static final Ask FOR_ALL = new Ask();

        @Override
        public int call(@Nullable Pointer opaque) {
            ReadWatch watch = opaque == null ? null : watches.get(opaque.address());
            return watch != null && watch.expired() ? 1 : 0;
        }
    }
}
