package vn.ngatu.bench.store;

import vn.ngatu.api.store.Database;

/**
 * A year of made-up cases: 50 cameras, of which some see far more than others, every kind and class in uneven shares, a
 * plate on two of three. The same every time.
 */
final class MadeUpCases {

    /** The moment after the newest case, milliseconds since 1970. */
    static final long END = 1_764_000_000_000L;

    private static final long YEAR_MS = 365L * 24 * 3600 * 1000;

    private MadeUpCases() {}

    /** Fills an empty store with {@code count} cases, of which the newest {@code open} are undecided. */
    static void fill(Database database, long count, long open) {
        // h is a number that looks random but is the same on both databases.
        String numbers = "with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < "
                + count + ")," + " r(i, h) as (select i, (i * 7919 + (i / 101) * 104729) % 1000003 from n)";
        database.change(handle -> {
            handle.execute("insert into cases (id, camera, scene, kind, vehicle, confidence, received_at, acted_at,"
                    + " act_start, act_end, listed_at, state, stage, version, plate_read, plate, plate_key, leased_until,"
                    + " free_at, closed_at, reason, evidence, manifest, held) " + numbers + " select 'case' || i,"
                    + " 'cam-' || (h % 10) * (h % 6), 'site-' || (h % 10),"
                    + " case when h % 100 < 55 then 'red-light' when h % 100 < 75 then 'illegal-parking'"
                    + " when h % 100 < 85 then 'wrong-lane' when h % 100 < 92 then 'illegal-stopping'"
                    + " when h % 100 < 96 then 'solid-line' when h % 100 < 98 then 'wrong-way'"
                    + " else 'prohibited-overtaking' end,"
                    + " case when h % 97 < 60 then 'motorcycle' when h % 97 < 88 then 'car'"
                    + " when h % 97 < 92 then 'truck' when h % 97 < 95 then 'bus' else 'bicycle' end,"
                    + " 0.5 + (h % 500) / 1000.0, t, t, t - 1000, t + 1000, t,"
                    + " case when i > " + (count - open) + " then 'new' when h % 3 = 0 then 'rejected'"
                    + " when h % 11 = 0 then 'exported' else 'confirmed' end,"
                    + " case when i > " + (count - open) + " then 'first' else 'closed' end, 2, p, p, p, 0, 0,"
                    + " case when i > " + (count - open) + " then null else t + 90000 end,"
                    + " case when i <= " + (count - open) + " and h % 3 = 0 then 'plate-unreadable' end,"
                    + " 'evidence/case' || i, 'none', 0 from (select i, h,"
                    + " " + (END - YEAR_MS) + " + i * " + YEAR_MS / count + " as t,"
                    + " case when h % 3 > 0 then (20 + h % 80) || 'A' || (10000 + h % 90000) end as p from r) made");
            handle.execute(
                    "insert into decisions (case_id, number, stage, officer, reason, plate, taken_at, decided_at)"
                            + " select id, 1, 'first', 'officer1', reason, plate, received_at, closed_at from cases"
                            + " where closed_at is not null");
        });
        database.change(handle -> handle.execute("analyze"));
    }
}
