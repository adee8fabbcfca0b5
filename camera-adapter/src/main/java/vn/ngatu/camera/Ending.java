package vn.ngatu.camera;

import vn.ngatu.core.media.MediaException;

/**
 * How a session ended.
 *
 * @param reason in one line
 * @param last whether no other is to follow
 * @param refused whether the camera refused the credentials
 */
record Ending(String reason, boolean last, boolean refused) {

    static Ending closed() {
        return new Ending("closed", true, false);
    }

    static Ending finished() {
        return new Ending("the recording has ended", true, false);
    }

    static Ending failed(String reason) {
        return new Ending(reason, false, false);
    }

    static Ending of(MediaException e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        return new Ending(reason, false, e.kind() == MediaException.Kind.REFUSED);
    }
}
