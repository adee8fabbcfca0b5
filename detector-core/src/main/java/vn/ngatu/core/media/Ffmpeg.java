package vn.ngatu.core.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_INFO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_get_level;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process-wide side of FFmpeg: its log goes to slf4j at debug and never to the terminal, its error codes become
 * words, and every native object that we open is counted. Safe for use by any thread.
 */
public final class Ffmpeg {

    /** The time base of all packets and frames: one nanosecond. */
    public static final AVRational NANOSECOND;

    private static final Logger log = LoggerFactory.getLogger(Ffmpeg.class);
    private static final AtomicInteger open = new AtomicInteger();

    // FFmpeg holds only the native side of it.
    @SuppressWarnings("UnusedVariable")
    private static final LogCallback LOG = new LogToSlf4j();

    private static final Pattern MISSED = Pattern.compile("RTP: missed (\\d{1,6}) packets");
    private static final ThreadLocal<long[]> LOST = ThreadLocal.withInitial(() -> new long[1]);

    static {
        av_log_set_level(log.isDebugEnabled() ? AV_LOG_INFO : AV_LOG_QUIET);
        setLogCallback(LOG);
        NANOSECOND = av_make_q(1, 1_000_000_000);
    }

    private Ffmpeg() {}

    /** Loads the libraries and routes their log; called before FFmpeg's first use, harmless when repeated. */
    public static void load() {
        // The static block does it, once.
    }

    /**
     * Lets lost RTP packets be counted from now on. FFmpeg tells of them only in its log, on the thread that reads, so that
     * {@link #lostOnThisThread} is exact for a source that is read by one thread.
     */
    public static void countLostPackets() {
        if (av_log_get_level() < AV_LOG_WARNING) {
            av_log_set_level(AV_LOG_WARNING);
        }
    }

    /** How many RTP packets were missed by what this thread has read since it began. */
    public static long lostOnThisThread() {
        return LOST.get()[0];
    }

    /** The words for a negative return code of FFmpeg. */
    public static String errorText(int code) {
        byte[] text = new byte[128];
        av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    /** How many native objects of this package are open now: packets, frames, decoders, scalers, tensors taken. */
    public static int openObjects() {
        return open.get();
    }

    /** Counts one native object as open. */
    public static void opened() {
        open.incrementAndGet();
    }

    /** Counts one native object as closed. */
    public static void closed() {
        open.decrementAndGet();
    }

    private static final class LogToSlf4j extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            String text = message.getString().stripTrailing();
            Matcher missed = MISSED.matcher(text);
            if (missed.find()) {
                LOST.get()[0] += Long.parseLong(missed.group(1));
            }
            if (log.isDebugEnabled()) {
                log.debug("{}", Redaction.redact(text));
            }
        }
    }
}
