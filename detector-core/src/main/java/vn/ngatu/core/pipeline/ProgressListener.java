package vn.ngatu.core.pipeline;

/** Hears how far an analysis has come; called on the analysing thread once per decoded frame, so it must be quick. */
@FunctionalInterface
public interface ProgressListener {

    /** Everything up to this presentation time, in seconds, has been handled. */
    void at(double time);
}
