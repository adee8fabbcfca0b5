package vn.ngatu.api.http.gate;

import java.io.IOException;

/** What an operation does. Called by many threads at once, on threads that may block. */
@FunctionalInterface
public interface Handler {

    /**
     * Answers {@code call}, which was let through.
     *
     * @throws vn.ngatu.api.http.problem.ProblemException when it can't be done, with what to tell the client
     */
    Reply answer(Call call) throws IOException;
}
