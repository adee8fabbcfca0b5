package vn.ngatu.api.http.live;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * A change of a case; it names nobody and shows no plate.
 *
 * @param seq the audit log's row, which is the event's id
 * @param action what was done, such as {@code case.decide}
 * @param state the case's state now
 */
public record Change(
        @JsonIgnore long seq,
        Instant at,
        String action,
        String caseId,
        String camera,
        String kind,
        String state,
        long version) {}
