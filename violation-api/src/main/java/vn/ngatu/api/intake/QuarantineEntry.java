package vn.ngatu.api.intake;

import java.time.Instant;

/**
 * A violation that came in damaged and waits for a person.
 *
 * @param id hexadecimal digits
 * @param folder the folder of the file that it stood in, relative to the evidence root; empty for the root
 * @param line its line as it stood there
 * @param faults what is wrong, one fault a line
 */
public record QuarantineEntry(String id, String folder, String line, String faults, Instant seenAt) {}
