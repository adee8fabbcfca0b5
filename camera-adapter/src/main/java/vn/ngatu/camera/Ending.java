package vn.ngatu.camera;

import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.MediaException.Kind;
import vn.ngatu.core.media.Redaction;

/**
 * How a session ended.
 *
 * @param reason in one line
 * @param last whether no other is to follow
 * @param kind what kind of trouble it was
 */
record Ending(String reason, boolean last, Kind kind) {

    static Ending closed() {
        return new Ending("closed", true, Kind.OTHER);
    }

    static Ending finished() {
        return new Ending("the recording has ended", true, Kind.OTHER);
    }

    static Ending silent(String reason) {
        return new Ending(reason, false, Kind.TIMED_OUT);
    }

    static Ending failed(String reason) {
        return new Ending(reason, false, Kind.OTHER);
    }

    static Ending of(MediaException e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        return new Ending(Redaction.redact(reason), false, e.kind());
    }
}
