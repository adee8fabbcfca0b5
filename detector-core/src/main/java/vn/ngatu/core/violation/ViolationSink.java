package vn.ngatu.core.violation;

import java.io.IOException;

/**
 * Where violations go once their evidence is written: a file, the store of cases, a message bus. Called by one thread at
 * a time, in the order of decision.
 */
@FunctionalInterface
public interface ViolationSink {

    /**
     * Takes one violation; when this returns it has been accepted and survives a crash of the engine as well as the sink
     * can make it.
     *
     * @throws IOException when it could not be accepted; the caller must not carry on as if it had been
     */
    void accept(ReportedViolation violation) throws IOException;
}
