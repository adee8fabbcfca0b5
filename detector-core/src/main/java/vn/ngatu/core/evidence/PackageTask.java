package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.evidence.still.CaptionText;
import vn.ngatu.core.evidence.still.Marks;
import vn.ngatu.core.evidence.still.StillPainter;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.media.ClipWriter;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.RgbImage;
import vn.ngatu.core.media.StillDecoder;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneGeometry;
import vn.ngatu.core.signal.SignalInterval;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.signal.SignalsCsv;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.ReportedViolation;

/**
 * One package to be written, with copies of all it needs from the running stream. Made on the analysis thread, then
 * owned by the thread that writes it, which closes it.
 */
final class PackageTask implements AutoCloseable {

    // A pause between frames that a viewer would notice.
    private static final double GAP = 1;
    // Frames don't fall on the second.
    private static final double SLACK = 0.2;
    private static final double TRAIL = 4;

    private final EvidenceContext context;
    private final Scene scene;
    private final ReportedViolation reported;
    private final Moments moments;
    private final EarlyStills.@Nullable EarlyStill early;
    private final List<Track> track;
    private final List<SignalInterval> signals;
    private final @Nullable Footage footage;
    private final PixelScale scale;
    private final Map<Moments.Moment, Long> frames = new LinkedHashMap<>();
    private final List<Manifest.Missing> missing;
    private final List<Manifest.Still> stills = new ArrayList<>();
    private volatile @Nullable Reason hurried;

    PackageTask(
            EvidenceContext context,
            Scene scene,
            ReportedViolation reported,
            Moments moments,
            EarlyStills.@Nullable EarlyStill early,
            List<Track> track,
            List<SignalInterval> signals,
            @Nullable Footage footage,
            PixelScale scale) {
        this.context = context;
        this.scene = scene;
        this.reported = reported;
        this.moments = moments;
        this.early = early;
        this.track = track.stream().map(scale::of).toList();
        this.signals = List.copyOf(signals);
        this.footage = footage;
        this.scale = scale;
        this.missing = new ArrayList<>(moments.missing());
        moments.chosen().forEach(moment -> frames.put(moment, frame(moment, footage)));
    }

    private long frame(Moments.Moment moment, @Nullable Footage video) {
        boolean kept = early != null && early.track() == moment.track();
        return video == null || video.exact() || kept
                ? moment.ptsNs()
                : StillDecoder.nearest(video.stills(), moment.ptsNs());
    }

    /**
     * The video from {@code from} to {@code to}, as far as the ring had it, and what the stills are decoded from.
     *
     * @param exact whether it holds the very frames that were analysed
     */
    record Footage(double from, double to, boolean exact, PacketRing.Snapshot stills, PacketRing.Snapshot clip)
            implements AutoCloseable {
        @Override
        public void close() {
            stills.close();
            clip.close();
        }
    }

    /** The memory that the task holds until it is closed, bytes. */
    long bytes() {
        return footage == null ? 0 : bytes(footage.clip());
    }

    /** The violation, without a claim that its package exists. */
    ReportedViolation reported() {
        return reported;
    }

    /** Leaves out what takes long to make: the stills that would have to be decoded, for the reason {@code why}. */
    void hurry(Reason why) {
        hurried = why;
    }

    /**
     * Writes the package as the next of {@code chain} into {@code root}; may be repeated after a failure.
     *
     * @return the violation with its evidence
     */
    ReportedViolation write(Path root, EvidenceChain chain) throws IOException {
        return write(root, chain, Reason.NO_VIDEO);
    }

    /**
     * Writes the package as {@link #write(Path, EvidenceChain)} does.
     *
     * @param pictureless why there is no picture where none is
     */
    ReportedViolation write(Path root, EvidenceChain chain, Reason pictureless) throws IOException {
        missing.clear();
        missing.addAll(moments.missing());
        stills.clear();
        try (PackageWriter writer = PackageWriter.start(root, reported.id())) {
            Manifest.Clip clip = null;
            if (footage == null) {
                missing.clear();
                Moments.NAMES.forEach(name -> missing.add(new Manifest.Missing(name, pictureless)));
                missing.add(new Manifest.Missing("clip", pictureless));
            } else {
                writeStills(writer, footage);
                clip = writeClip(writer, footage);
            }
            SignalsCsv.write(writer.path("signals.csv"), signals);
            writer.added("signals.csv", "signals", null);
            writer.add("track.csv", "track", null, trackTable().getBytes(StandardCharsets.UTF_8));
            writer.add("geometry.json", "geometry", null, geometry().getBytes(StandardCharsets.UTF_8));
            Manifest manifest = manifest(clip, writer.entries(), chain.next());
            chain.append(manifest, writer.finish(manifest));
        }
        return reported;
    }

    private void writeStills(PackageWriter writer, Footage video) throws IOException {
        Reason haste = hurried;
        Map<Long, RgbImage> pictures = haste == null ? decode(video) : Map.of();
        for (Moments.Moment moment : moments.chosen()) {
            boolean kept = early != null && early.track() == moment.track();
            RgbImage picture = kept ? null : pictures.get(frameOf(moment));
            if (kept && early != null) {
                byte[] jpeg = early.picture().jpeg();
                writeStill(writer, moment, StillPainter.picture(jpeg), jpeg);
            } else if (picture != null) {
                writeStill(writer, moment, picture, StillPainter.jpeg(picture));
            } else {
                missing.add(
                        haste != null
                                ? new Manifest.Missing(moment.name(), haste)
                                : new Manifest.Missing(moment.name(), Reason.FRAME_LOST, moment.time()));
            }
        }
    }

    private long frameOf(Moments.Moment moment) {
        return frames.getOrDefault(moment, moment.ptsNs());
    }

    private Map<Long, RgbImage> decode(Footage video) {
        try {
            return StillDecoder.decode(
                    video.stills(), moments.chosen().stream().map(this::frameOf).toList());
        } catch (MediaException e) {
            // Each still is told as missing below.
            return new HashMap<>();
        }
    }

    private void writeStill(PackageWriter writer, Moments.Moment moment, RgbImage picture, byte[] jpeg)
            throws IOException {
        String original = moment.name() + ".original.jpg";
        writer.add(original, "still", null, jpeg);
        String wallTime = ViolationJson.wallTime(context.wallTime(moment.time()));
        CaptionText.Shown shown = new CaptionText.Shown(
                Moments.NAMES.indexOf(moment.name()) + 1,
                moment.time(),
                frameOf(moment),
                wallTime,
                light(moment.time()),
                Sha256.hex(jpeg));
        RgbImage annotated = StillPainter.annotated(picture, marks(moment, picture), CaptionText.of(reported, shown));
        writer.add(moment.name() + ".jpg", "annotated-still", original, StillPainter.jpeg(annotated));
        stills.add(new Manifest.Still(
                moment.name(),
                Json.seconds(moment.time()),
                frameOf(moment),
                wallTime,
                Manifest.Still.sides(scale.of(moment.track().box()))));
    }

    private @Nullable String light(double time) {
        String signal = reported.violation().where().get("signal");
        if (signal == null) {
            return null;
        }
        List<SignalInterval> known =
                signals.stream().filter(state -> state.signal().equals(signal)).toList();
        for (SignalInterval state : known) {
            if (state.start() <= time && time < state.end()) {
                return CaptionText.light(signal, state.state(), time - state.start(), state.equals(known.get(0)));
            }
        }
        return CaptionText.light(signal, SignalState.UNKNOWN, null, false);
    }

    private Marks marks(Moments.Moment moment, RgbImage picture) {
        List<Marks.Line> lines = new ArrayList<>();
        Map<String, String> where = reported.violation().where();
        scene.stopLines().stream()
                .filter(line -> line.id().equals(where.get("stopLine")))
                .forEach(line ->
                        lines.add(line(List.of(line.line().from(), line.line().to()), false, picture)));
        scene.lanes().stream()
                .filter(lane -> lane.id().equals(where.get("lane")))
                .forEach(lane -> lines.add(line(lane.polygon().points(), true, picture)));
        scene.zones().stream()
                .filter(zone -> zone.id().equals(where.get("zone")))
                .forEach(zone -> lines.add(line(zone.polygon().points(), true, picture)));
        scene.markings().stream()
                .filter(marking -> marking.id().equals(where.get("marking")))
                .forEach(marking -> lines.add(line(marking.line(), false, picture)));
        List<Point> trail = track.stream()
                .filter(seen -> seen.time() <= moment.time() && seen.time() > moment.time() - TRAIL)
                .map(seen -> seen.box().bottomCentre())
                .toList();
        List<Box> lamps = scene.signals().stream()
                .flatMap(signal -> signal.heads().stream())
                .map(head -> new Box(
                        head.left() * picture.width(),
                        head.top() * picture.height(),
                        head.width() * picture.width(),
                        head.height() * picture.height()))
                .toList();
        return new Marks(scale.of(moment.track().box()), lines, trail, lamps);
    }

    private static Marks.Line line(List<Point> points, boolean closed, RgbImage picture) {
        return new Marks.Line(
                points.stream()
                        .map(point -> new Point(point.x() * picture.width(), point.y() * picture.height()))
                        .toList(),
                closed);
    }

    private Manifest.@Nullable Clip writeClip(PackageWriter writer, Footage video) throws IOException {
        if (video.clip().packets().isEmpty()) {
            missing.add(new Manifest.Missing("clip", Reason.VIDEO_GONE));
            return null;
        }
        String name = "clip" + ClipWriter.suffix(video.clip().info());
        ClipWriter.Clip written;
        try {
            written = ClipWriter.write(video.clip(), writer.path(name));
        } catch (MediaException e) {
            // A full disk must not pass for a camera whose video can't be kept.
            if (Files.getFileStore(writer.path("")).getUsableSpace() < 2 * bytes(video.clip())) {
                throw new IOException(e.getMessage(), e);
            }
            missing.add(new Manifest.Missing("clip", Reason.NOT_WRITTEN, String.valueOf(e.getMessage())));
            return null;
        }
        writer.added(name, "clip", null);
        if (!ClipWriter.playsInBrowsers(video.clip().info())) {
            missing.add(new Manifest.Missing(
                    "clip in browsers", Reason.NEEDS_PLAYER, video.clip().info().codec()));
        }
        double start = written.startNs() / 1e9;
        double end = written.endNs() / 1e9;
        tellShortClip(video, start, end);
        return new Manifest.Clip(name, Json.seconds(start), Json.seconds(end));
    }

    private void tellShortClip(Footage video, double start, double end) {
        long expected = Math.round(EvidenceRecorder.MARGIN);
        double before = reported.violation().start() - start;
        if (before < EvidenceRecorder.MARGIN - SLACK) {
            Reason begins = video.clip().changed()
                    ? Reason.BEGINS_WITH_CODING
                    : start <= SLACK ? Reason.BEGINS_WITH_RECORDING : Reason.BEGINS_WITH_WHAT_IS_KEPT;
            missing.add(new Manifest.Missing("clip before the act", begins, before, expected));
        }
        double after = end - reported.violation().end();
        if (after < EvidenceRecorder.MARGIN - SLACK) {
            Reason ends = video.clip().changed() ? Reason.ENDS_WITH_CODING : Reason.ENDS_WITH_STREAM;
            missing.add(new Manifest.Missing("clip after the act", ends, after, expected));
        }
        long last = Long.MIN_VALUE;
        List<Long> times = video.clip().packets().stream()
                .map(packet -> packet.ptsNs() == Packet.NO_PTS ? packet.dtsNs() : packet.ptsNs())
                .sorted()
                .toList();
        for (long time : times) {
            if (last != Long.MIN_VALUE && time - last > GAP * 1e9) {
                missing.add(new Manifest.Missing("clip in between", Reason.GAP, last / 1e9, time / 1e9));
            }
            last = time;
        }
        video.clip().packets().stream()
                .skip(1)
                .filter(Packet::jump)
                .forEach(packet -> missing.add(
                        new Manifest.Missing("clip without interruption", Reason.INTERRUPTED, packet.dtsNs() / 1e9)));
    }

    private String geometry() {
        return Json.canonical(Json.MAPPER.valueToTree(SceneGeometry.of(scene)));
    }

    // The footprint is empty where the view is not calibrated: nothing is made up.
    private String trackTable() {
        StringBuilder table =
                new StringBuilder("time,id,left,top,width,height,score,class,x,y,heading,length,breadth\n");
        for (Track seen : track) {
            Box box = seen.box();
            table.append(String.format(
                    Locale.ROOT,
                    "%.3f,%d,%.1f,%.1f,%.1f,%.1f,%.3f,%s,",
                    seen.time(),
                    seen.id(),
                    box.left(),
                    box.top(),
                    box.width(),
                    box.height(),
                    seen.score(),
                    seen.objectClass().label()));
            Footprint road = seen.footprint();
            table.append(
                    road == null
                            ? ",,,,"
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f,%.2f,%.3f,%.2f,%.2f",
                                    road.centre().x(),
                                    road.centre().y(),
                                    road.heading(),
                                    road.length(),
                                    road.width()));
            table.append('\n');
        }
        return table.toString();
    }

    private Manifest manifest(Manifest.@Nullable Clip clip, List<Manifest.Entry> entries, Manifest.Chain chain) {
        return new Manifest(
                        Manifest.FORMAT,
                        reported.id(),
                        context.camera(),
                        context.scene(),
                        context.rules(),
                        context.model(),
                        context.software(),
                        context.manifestClock(reported.clock()),
                        ViolationJson.facts(reported),
                        stills,
                        clip,
                        entries,
                        missing.stream()
                                .sorted(Comparator.comparing(Manifest.Missing::what))
                                .toList(),
                        chain,
                        null)
                .sealed();
    }

    private static long bytes(PacketRing.Snapshot packets) {
        return packets.packets().stream().mapToLong(Packet::size).sum();
    }

    @Override
    public void close() {
        if (footage != null) {
            footage.close();
        }
    }
}
