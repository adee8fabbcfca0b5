package vn.ngatu.camera;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import vn.ngatu.core.media.MediaException;

/** How a camera's stream is doing. A state's reason is one line for people and never holds a credential. */
public sealed interface CameraState {

    /** Why, in one line. */
    String reason();

    /** The state's name in lower case, for pages, metrics and logs. */
    String name();

    /** A session is being opened. */
    record Connecting(String reason) implements CameraState {

        /** Checks the reason. */
        public Connecting {
            requireNonNull(reason, "reason");
        }

        @Override
        public String name() {
            return "connecting";
        }
    }

    /** Packets come. */
    record Streaming(String reason) implements CameraState {

        /** Checks the reason. */
        public Streaming {
            requireNonNull(reason, "reason");
        }

        @Override
        public String name() {
            return "streaming";
        }
    }

    /** The session is open and nothing comes; it will be given up at the read deadline. */
    record Stalled(String reason) implements CameraState {

        /** Checks the reason. */
        public Stalled {
            requireNonNull(reason, "reason");
        }

        @Override
        public String name() {
            return "stalled";
        }
    }

    /**
     * The last attempt failed and the next one waits.
     *
     * @param retryAt when the next attempt starts
     * @param kind what kind of trouble it was
     */
    record Backoff(Instant retryAt, MediaException.Kind kind, String reason) implements CameraState {

        /** Checks the parts. */
        public Backoff {
            requireNonNull(retryAt, "retryAt");
            requireNonNull(kind, "kind");
            requireNonNull(reason, "reason");
        }

        @Override
        public String name() {
            return "backoff";
        }
    }

    /** Nobody watches the camera: not started yet, closed, or a recording that has ended. */
    record Stopped(String reason) implements CameraState {

        /** Checks the reason. */
        public Stopped {
            requireNonNull(reason, "reason");
        }

        @Override
        public String name() {
            return "stopped";
        }
    }
}
