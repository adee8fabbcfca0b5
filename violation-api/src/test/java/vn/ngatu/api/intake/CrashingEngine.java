package vn.ngatu.api.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.Desk;
import vn.ngatu.api.cases.TestCases;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.Decision;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/** A process that takes in violations and decides cases until it is killed, and prints each thing once it is done. */
final class CrashingEngine {

    private static final Instant NOW = TestCases.NOON.plusSeconds(1000);

    private CrashingEngine() {}

    /** Arguments: the database, the evidence root, and the round, which makes its folder. */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[1]);
        int round = Integer.parseInt(args[2]);
        Database database = Database.open(args[0]);
        AuditLog audit = new AuditLog(database);
        CaseChanges changes = new CaseChanges();
        Desk desk = new Desk(database, audit, changes, TestCases.policy());
        Thread decides = new Thread(() -> decide(desk, round));
        decides.setDaemon(true);
        decides.start();
        takeIn(new EvidenceFolder(root), new Intake(database, audit, changes, root, null), round);
    }

    private static void takeIn(EvidenceFolder folder, Intake intake, int round) throws IOException {
        String name = "round" + round;
        IntakeWatch watch = new IntakeWatch(intake, NOW);
        for (int number = 0; number < 100_000; number++) {
            String line = folder.write(name, round * 100_000 + number);
            folder.append(name, line + "\n");
            if (watch.poll(NOW) == 1) {
                say("TAKEN " + line.replaceAll(".*\"id\":\"([0-9a-f]+)\".*", "$1"));
            }
        }
    }

    // Somebody else each time, so that nobody's cases in hand fill up over the rounds.
    private static void decide(Desk desk, int round) {
        for (int number = 0; ; number++) {
            Reviewer who = new Reviewer("officer" + round + "-" + number, true, null);
            Optional<Case> next = desk.next(who, NOW);
            if (next.isPresent()) {
                Case taken = next.get();
                Case typed = desk.typePlate(taken.id(), taken.version(), who, "59-F1 123.45", NOW);
                desk.decide(taken.id(), typed.version(), who, Decision.confirm(), NOW);
                say("DECIDED " + taken.id() + " " + who.name());
            }
        }
    }

    private static synchronized void say(String what) {
        // The full stop shows that the kill did not cut the line.
        System.out.println(what + " .");
        System.out.flush();
    }
}
