package vn.ngatu.api.cases;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.ReviewPolicy;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/** Cases and people for tests; the cases have no evidence on the disk. */
public final class TestCases {

    /** When the tests happen. */
    public static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");

    /** An officer. */
    public static final Reviewer LAN = new Reviewer("lan", false, null);

    /** Another officer. */
    public static final Reviewer MINH = new Reviewer("minh", false, null);

    /** A supervisor. */
    public static final Reviewer HOA = new Reviewer("hoa", true, null);

    private TestCases() {}

    /** A certain red light of a motorcycle whose plate was read, ten seconds before {@link #NOON}. */
    public static NewCase simple(int number) {
        return motorcycle(number, "59F112345", 0.95, NOON.minusSeconds(10));
    }

    /** A red light of a motorcycle on camera {@code cam-1}. */
    public static NewCase motorcycle(int number, @Nullable String plate, double confidence, @Nullable Instant at) {
        return of(number, "cam-1", "red-light", "motorcycle", plate, confidence, at);
    }

    /** A case whose act took two seconds. */
    public static NewCase of(
            int number,
            String camera,
            String kind,
            String vehicle,
            @Nullable String plate,
            double confidence,
            @Nullable Instant at) {
        Case.Act act = at == null ? null : new Case.Act(at.minusSeconds(1), at, at.plusSeconds(1));
        String id = String.format("%032x", number);
        return new NewCase(
                id, camera, "s1", kind, vehicle, confidence, act, plate, "evidence/" + id, "0".repeat(64), "{}");
    }

    /** Puts cases into the store, each a second after the one before, the first at {@link #NOON}. */
    public static void add(Database database, NewCase... cases) {
        database.change(handle -> {
            for (int i = 0; i < cases.length; i++) {
                cases[i].insert(handle, NOON.plusSeconds(i));
            }
        });
    }

    /** A desk whose random second reviews are off. */
    public static Desk desk(Database database) {
        return new Desk(database, new AuditLog(database), new CaseChanges(), policy());
    }

    /** The usual policy without random second reviews. */
    public static ReviewPolicy policy() {
        ReviewPolicy usual = ReviewPolicy.defaults();
        return new ReviewPolicy(
                usual.lease(),
                usual.inHand(),
                usual.undo(),
                usual.certain(),
                0,
                true,
                usual.presence(),
                usual.crossing());
    }

    static Instant after(Duration time) {
        return NOON.plus(time);
    }
}
