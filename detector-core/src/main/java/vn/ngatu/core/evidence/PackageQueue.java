package vn.ngatu.core.evidence;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * Takes the packages of one or more recorders to be written one after the other, in the order given, and hands each
 * violation to the sink once its package is on the disk.
 */
public sealed interface PackageQueue permits DirectQueue, EvidenceDesk {

    /** The evidence folder's own name, with which the paths in {@code violations.jsonl} start. */
    String folder();

    /**
     * Notes a violation as soon as it is decided, so that a crash before its package is written loses pictures but not the
     * violation; on the disk when this returns, unless that failed, which is told in the log.
     *
     * @param draft makes the package as far as it can be made now, without video
     */
    void decided(Supplier<PackageTask> draft);

    /** Forgets a noted violation that was taken back. */
    void withdrawn(String id);

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
