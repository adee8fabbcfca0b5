package vn.ngatu.core.rule;

import vn.ngatu.core.violation.Violation;

/**
 * What a rule says of a road user now. Reasons are fixed phrases without numbers, so that they can be counted; details hold
 * the numbers and may be empty.
 */
public sealed interface Verdict {

    /** Why, in a fixed phrase. */
    String reason();

    /** The numbers behind the reason; may be empty. */
    String detail();

    /** How firmly this speaks when a rule has several things to say of one road user: the highest wins. */
    int weight();

    /** Whether it stands whatever comes. */
    default boolean isFinal() {
        return !(this instanceof Pending);
    }

    /** Nothing wrong, for a reason that is known. */
    record Clear(String reason, String detail, int weight) implements Verdict {
        /** Nothing to look at yet: the weakest of all verdicts. */
        public static Clear idle(String reason) {
            return new Clear(reason, "", 0);
        }

        /** Nothing wrong so far with someone who is watched. */
        public static Clear watched(String reason) {
            return new Clear(reason, "", 1);
        }

        /** An act that was looked at and is allowed. */
        public static Clear of(String reason, String detail) {
            return new Clear(reason, detail, 2);
        }
    }

    /** An act has begun whose end decides. */
    record Pending(String reason, String detail) implements Verdict {
        @Override
        public int weight() {
            return 3;
        }
    }

    /** A violation, complete and certain enough to be flagged. */
    record Violated(Violation violation) implements Verdict {
        @Override
        public String reason() {
            return "flagged";
        }

        @Override
        public String detail() {
            return "";
        }

        @Override
        public int weight() {
            return 5;
        }
    }

    /** An act took place but the facts do not suffice: never a guess. */
    record Undetermined(String reason, String detail) implements Verdict {
        @Override
        public int weight() {
            return 4;
        }
    }
}
