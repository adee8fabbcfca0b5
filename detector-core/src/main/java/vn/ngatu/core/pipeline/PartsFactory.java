package vn.ngatu.core.pipeline;

import java.io.IOException;
import vn.ngatu.core.evidence.PictureSize;

/** Makes the parts of one camera's analysis, at its first picture and again after a fault. Called by one thread at a time. */
@FunctionalInterface
public interface PartsFactory {

    /** New parts for pictures of this size. */
    CameraParts parts(PictureSize picture) throws IOException;
}
