package vn.ngatu.api.law;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A provision that may fit an act: for an officer to choose from, never a decision.
 *
 * @param decree the decree whose wording it is
 * @param ref article.clause.point of the base decree
 * @param from the first day on which it is in force
 * @param to the first day on which it no longer is in this form; null while it is
 * @param fineFrom the least fine for a person, VND
 * @param fineTo the highest
 * @param points licence points; 0 where none are listed
 * @param pointsRef where the points are listed; null where none are
 * @param check how far the entry was checked
 * @param vi what it says, in Vietnamese
 * @param en what it says, in English
 */
public record Candidate(
        String decree,
        String ref,
        LocalDate from,
        @Nullable LocalDate to,
        long fineFrom,
        long fineTo,
        int points,
        @Nullable String pointsRef,
        Check check,
        String vi,
        String en) {

    /** How far something was checked. */
    public enum Check {
        /** Read in a full copy of the decree. */
        TEXT,
        /** Read in reports about it. */
        SECONDARY,
        /** General knowledge: to be checked before use. */
        UNCHECKED
    }

    /** Whether it is in force on {@code day}. */
    boolean inForce(LocalDate day) {
        return !day.isBefore(from) && (to == null || day.isBefore(to));
    }
}
