package vn.ngatu.api.cases;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.law.PlateText;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.Stage;

/**
 * A violation that becomes a case; see {@link Case} for what the parts mean.
 *
 * @param line the violation's line as the engine wrote it
 */
public record NewCase(
        String id,
        String camera,
        String scene,
        String kind,
        String vehicle,
        double confidence,
        Case.@Nullable Act act,
        @Nullable String plateRead,
        String evidence,
        String manifest,
        String line) {

    /** The same with the SHA-256 of its manifest. */
    public NewCase withManifest(String sha256) {
        return new NewCase(id, camera, scene, kind, vehicle, confidence, act, plateRead, evidence, sha256, line);
    }

    /** Whether there is a case with the id {@code id} already. */
    public static boolean exists(Handle handle, String id) {
        return CaseTable.find(handle, id).isPresent();
    }

    /** Adds the rows of the case, which came in at {@code now}, to the transaction of {@code handle}. */
    public void insert(Handle handle, Instant now) {
        long received = now.toEpochMilli();
        handle.createUpdate("insert into cases (id, camera, scene, kind, vehicle, confidence, received_at, acted_at,"
                        + " act_start, act_end, listed_at, state, stage, version, plate_read, plate_key, leased_until,"
                        + " free_at, evidence, manifest, held) values (:id, :camera, :scene, :kind, :vehicle,"
                        + " :confidence, :received, :decisive, :start, :end, :listed, :state, :stage, 1, :plateRead,"
                        + " :plateKey, 0, 0, :evidence, :manifest, 0)")
                .bind("id", id)
                .bind("camera", camera)
                .bind("scene", scene)
                .bind("kind", kind)
                .bind("vehicle", vehicle)
                .bind("confidence", confidence)
                .bind("received", received)
                .bind("decisive", act == null ? null : act.decisive().toEpochMilli())
                .bind("start", act == null ? null : act.start().toEpochMilli())
                .bind("end", act == null ? null : act.end().toEpochMilli())
                .bind("listed", act == null ? received : act.decisive().toEpochMilli())
                .bind("state", CaseState.NEW.label())
                .bind("stage", Stage.FIRST.label())
                .bind("plateRead", plateRead)
                .bind("plateKey", PlateText.key(plateRead))
                .bind("evidence", evidence)
                .bind("manifest", manifest)
                .execute();
        handle.execute("insert into case_lines (case_id, line) values (?, ?)", id, line);
    }
}
