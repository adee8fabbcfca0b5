package vn.ngatu.core.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;

class TracksCsvTest {

    @Test
    void framesCountFromOneAndUncalibratedTracksHaveNoPlace(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tracks.csv");
        try (TracksCsv csv = TracksCsv.create(file)) {
            csv.write(0, List.of(track(1, new Footprint(new Point(1.25, -3.5), 0, 4, 2, 0.1, 0.1))));
            csv.write(4, List.of(track(2, null)));
            csv.finish();
        }
        assertThat(file).hasContent("""
                        frame,id,left,top,width,height,score,class,x,y
                        1,1,10.00,20.12,30.00,40.00,0.900,car,1.250,-3.500
                        5,2,10.00,20.12,30.00,40.00,0.900,car,-1,-1
                        """);
    }

    @Test
    void anUnfinishedTableLeavesNothing(@TempDir Path folder) throws IOException {
        try (TracksCsv csv = TracksCsv.create(folder.resolve("tracks.csv"))) {
            csv.write(0, List.of());
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static Track track(int id, @Nullable Footprint footprint) {
        return new Track(
                id,
                ObjectClass.CAR,
                0,
                new Box(10, 20.123, 30, 40),
                0.9,
                true,
                0,
                0,
                footprint,
                null,
                false,
                Double.NEGATIVE_INFINITY);
    }
}
