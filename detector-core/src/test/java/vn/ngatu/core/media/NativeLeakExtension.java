package vn.ngatu.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves more native memory behind than it found: JavaCPP's own allocations, and the packets, frames,
 * decoders, scalers and tensor slots that {@link Ffmpeg} counts. Asks for no garbage collection: what is owned is closed.
 */
public final class NativeLeakExtension implements BeforeEachCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(NativeLeakExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        Ffmpeg.load();
        context.getStore(NAMESPACE)
                .put("start", new State(Ffmpeg.openObjects(), Pointer.totalCount(), Pointer.totalBytes()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        State start = context.getStore(NAMESPACE).get("start", State.class);
        assertThat(start).isNotNull();
        assertThat(Ffmpeg.openObjects()).as("native objects open").isEqualTo(start.open);
        // The collector may meanwhile have freed what another test left, so less is no fault.
        assertThat(Pointer.totalCount()).as("JavaCPP allocations").isLessThanOrEqualTo(start.count);
        assertThat(Pointer.totalBytes()).as("JavaCPP bytes").isLessThanOrEqualTo(start.bytes);
    }

    private record State(int open, long count, long bytes) {}
}
