package vn.ngatu.core.pipeline;

import java.util.Locale;

/** The stages of the data path, in its order. */
public enum Stage {
    /** Demuxing, decoding and picking the frames to analyse. */
    DECODE,
    /** Scaling a frame into the model's input. */
    SCALE,
    /** Reading the signals' lamps. */
    SIGNAL,
    /** Watching whether the camera moved. */
    VIEW,
    /** Running the model and decoding its boxes. */
    INFER,
    /** Following road users. */
    TRACK,
    /** Deciding. */
    RULES,
    /** Keeping and writing evidence. */
    EVIDENCE;

    /** The name used in reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
