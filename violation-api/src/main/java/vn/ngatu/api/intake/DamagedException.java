package vn.ngatu.api.intake;

import java.io.IOException;

/** A violation or its evidence is not as it should be, and waiting won't help; one fault a line. */
final class DamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedException(String faults) {
        super(faults);
    }
}
