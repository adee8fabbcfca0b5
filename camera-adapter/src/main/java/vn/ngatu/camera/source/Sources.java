package vn.ngatu.camera.source;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.SourceOpener;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;

/** Finds who opens an address. Others' providers come before our own, so that they may replace them. */
public final class Sources {

    private static final List<SourceProvider> PROVIDERS = load();

    private Sources() {}

    private static List<SourceProvider> load() {
        List<SourceProvider> own = new ArrayList<>();
        List<SourceProvider> all = new ArrayList<>();
        for (SourceProvider each : ServiceLoader.load(SourceProvider.class)) {
            (each.getClass().getPackage() == Sources.class.getPackage() ? own : all).add(each);
        }
        all.addAll(own);
        return List.copyOf(all);
    }

    /**
     * What opens the sessions of a camera's stream. An address that nobody takes is told when a session is opened: a
     * camera's wrong address is that camera's trouble.
     *
     * @param name what messages call the stream
     */
    public static SourceOpener opener(String name, StreamAddress address) {
        return new Opener(name, address, provider(address));
    }

    /**
     * The same for an address that was not checked.
     *
     * @param url as {@link StreamAddress#of} takes it
     */
    public static SourceOpener opener(String name, String url) {
        String fault = StreamAddress.fault(url);
        if (fault == null) {
            return opener(name, StreamAddress.of(url));
        }
        return watch -> {
            throw new MediaException(name + ": " + fault);
        };
    }

    /** Whether anybody takes the address. */
    public static boolean knows(StreamAddress address) {
        return provider(address) != null;
    }

    private static @Nullable SourceProvider provider(StreamAddress address) {
        return PROVIDERS.stream()
                .filter(each -> each.takes(address))
                .findFirst()
                .orElse(null);
    }

    private record Opener(
            String name, StreamAddress address, @Nullable SourceProvider provider) implements SourceOpener {

        @Override
        public PacketSource open(ReadWatch watch) throws MediaException {
            if (provider == null) {
                throw new MediaException(
                        name + ": " + address
                                + ": nobody takes it (expected: rtsp, rtsps, http, https, rtmp, rtmps, file, or an added source)");
            }
            return provider.open(name, address, watch);
        }

        @Override
        public double latency() {
            return provider == null ? SourceOpener.super.latency() : provider.latency();
        }

        @Override
        public boolean ends() {
            return provider != null && provider.ends(address);
        }
    }
}
