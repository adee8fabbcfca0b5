package vn.ngatu.core.evidence;

import java.io.IOException;

/**
 * Takes the packages of one or more recorders to be written one after the other, in the order given, and hands each
 * violation to the sink once its package is on the disk.
 */
public sealed interface PackageQueue permits DirectQueue, EvidenceDesk {

    /** The evidence folder's own name, with which the paths in {@code violations.jsonl} start. */
    String folder();

    /** Whether {@link #add} would take a package now. */
    boolean hasRoom();

    /** Takes over a package; only while there is room. */
    void add(PackageTask task);

    /**
     * Tells of a failure so far, if failures are the caller's to handle.
     *
     * @param wait whether to wait until everything taken is written
     */
    void check(boolean wait) throws IOException;
}
