package vn.ngatu.core.track;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;

/**
 * Writes the tracks table in MOTChallenge columns: {@code frame,id,left,top,width,height,score,class,x,y}, frames from 1, x
 * and y the footprint's centre in metres or -1 without calibration. Rows go to a file with {@code .partial} added to its
 * name, which takes its real name only in {@link #finish}. One thread.
 */
public final class TracksCsv implements AutoCloseable {

    private static final String HEADER = "frame,id,left,top,width,height,score,class,x,y\n";

    private final Path target;
    private final Path partial;
    private final BufferedWriter rows;

    private TracksCsv(Path target, Path partial, BufferedWriter rows) {
        this.target = target;
        this.partial = partial;
        this.rows = rows;
    }

    /** A writer of the file {@code target}, which is replaced on {@link #finish}. */
    public static TracksCsv create(Path target) throws IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        BufferedWriter rows = Files.newBufferedWriter(partial);
        rows.write(HEADER);
        return new TracksCsv(target, partial, rows);
    }

    /**
     * Writes the tracks of the frame with this number, counted from 0; predicted ones too, with score 0: the tracker shows
     * them only while they are surely there.
     */
    public void write(long frame, List<Track> tracks) throws IOException {
        for (Track track : tracks) {
            rows.write(row(frame + 1, track));
        }
    }

    private static String row(long frame, Track track) {
        Footprint footprint = track.footprint();
        Point ground = footprint == null ? null : footprint.centre();
        return String.join(
                        ",",
                        Long.toString(frame),
                        Integer.toString(track.id()),
                        number(track.box().left(), 2),
                        number(track.box().top(), 2),
                        number(track.box().width(), 2),
                        number(track.box().height(), 2),
                        number(track.score(), 3),
                        track.objectClass().label(),
                        metres(ground == null ? null : ground.x()),
                        metres(ground == null ? null : ground.y()))
                + "\n";
    }

    private static String metres(@Nullable Double value) {
        return value == null ? "-1" : number(value, 3);
    }

    // Not String.format, which takes most of the analysis' time at 200 rows a frame.
    private static String number(double value, int digits) {
        return BigDecimal.valueOf(value)
                .setScale(digits, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** Gives the file its real name. */
    public void finish() throws IOException {
        rows.close();
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what was written unless {@link #finish} was reached. */
    @Override
    public void close() throws IOException {
        rows.close();
        Files.deleteIfExists(partial);
    }
}
