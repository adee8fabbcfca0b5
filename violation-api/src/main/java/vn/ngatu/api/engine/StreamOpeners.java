package vn.ngatu.api.engine;

import vn.ngatu.camera.SourceOpener;

/** Finds what opens the sessions of a stream. A bad address is told when a session is opened, never before. */
@FunctionalInterface
public interface StreamOpeners {

    /**
     * What opens {@code stream}.
     *
     * @param name what messages call it
     */
    SourceOpener of(String name, EngineConfig.Stream stream);
}
