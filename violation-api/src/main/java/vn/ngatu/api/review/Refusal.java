package vn.ngatu.api.review;

/** Why something can't be done with a case. */
public enum Refusal {
    /** There is no such case, or it isn't one that this person may see. */
    NOT_FOUND,
    /** It changed since this person saw it. */
    CHANGED,
    /** Somebody else has it in hand. */
    TAKEN,
    /** This person doesn't have it in hand, or no longer. */
    NOT_IN_HAND,
    /** It isn't this person's turn: they decided before, or it is a supervisor's. */
    NOT_YOUR_TURN,
    /** It isn't in a state that allows this. */
    WRONG_STATE,
    /** The time for taking the decision back has passed. */
    TOO_LATE,
    /** Something needed is missing or malformed. */
    INVALID,
    /** The same act was confirmed in another case. */
    DUPLICATE,
    /** The act is too long ago to be punished. */
    OUT_OF_TIME
}
