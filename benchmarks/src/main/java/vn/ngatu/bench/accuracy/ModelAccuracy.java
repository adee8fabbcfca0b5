package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.ModelInfo;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.detect.djl.DjlDetector;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.pipeline.ModelDetections;
import vn.ngatu.core.pipeline.StageClock;

/**
 * Prints how well models fit labelled pictures when Ngatu itself decodes, scales and runs them: average precision at an
 * intersection over union of 0.5, over every score that a model gives, with the least sizes and switches of each
 * {@code model.json}, for all pictures, those that people labelled, the others, and each camera.
 *
 * <pre>ModelAccuracy DATA MODEL_FOLDER...</pre>
 *
 * <p>DATA is a folder as {@code models/training/README.md} describes it, of which the split {@code val} counts.
 */
public final class ModelAccuracy {

    /** The classes that are told, alone and taken together, by name. */
    static final Map<String, Set<ObjectClass>> GROUPS = groups();

    private ModelAccuracy() {}

    /** See the class. */
    public static void main(String[] args) throws IOException, ConfigException {
        List<LabelledPicture> pictures = LabelledPicture.load(Path.of(args[0]), "val");
        Map<String, Map<String, List<String>>> rows = new TreeMap<>(partsFirst());
        for (String folder : Arrays.asList(args).subList(1, args.length)) {
            try (DjlDetector detector = DjlDetector.load(withEveryScore(ModelFolder.load(Path.of(folder))));
                    ModelDetections model = new ModelDetections(detector)) {
                measure(model, pictures)
                        .forEach((part, groups) -> rows.computeIfAbsent(part, p -> new LinkedHashMap<>())
                                .put(detector.model().name(), cells(groups)));
            }
        }
        System.out.println("| part | model | " + String.join(" | ", GROUPS.keySet()) + " |");
        System.out.println("|---|---|" + "---|".repeat(GROUPS.size()));
        rows.forEach((part, models) -> models.forEach((name, cells) ->
                System.out.println("| " + part + " | " + name + " | " + String.join(" | ", cells) + " |")));
    }

    /** Where a curve of precision over recall ends is the model's own affair, not that of what may prolong a track. */
    static ModelFolder withEveryScore(ModelFolder folder) {
        ModelInfo info = folder.info();
        ModelInfo open = new ModelInfo(
                info.name(),
                info.version(),
                info.weights(),
                info.sha256(),
                info.input(),
                info.layout(),
                info.classes(),
                info.limits(),
                0,
                info.duplicates(),
                info.provenance(),
                info.licence());
        return new ModelFolder(folder.directory(), open);
    }

    private static Comparator<String> partsFirst() {
        List<String> parts = List.of("other", "human", "all");
        return Comparator.<String>comparingInt(name -> -parts.indexOf(name)).thenComparing(Comparator.naturalOrder());
    }

    private static Map<String, Map<String, AveragePrecision>> measure(
            ModelDetections model, List<LabelledPicture> pictures) throws IOException {
        Map<String, Map<String, AveragePrecision>> parts = new LinkedHashMap<>();
        for (LabelledPicture picture : pictures) {
            add(
                    model,
                    picture,
                    List.of(
                            part(parts, "all"),
                            part(parts, picture.human() ? "human" : "other"),
                            part(parts, picture.camera())));
        }
        return parts;
    }

    private static Map<String, AveragePrecision> part(Map<String, Map<String, AveragePrecision>> parts, String name) {
        return parts.computeIfAbsent(name, part -> {
            Map<String, AveragePrecision> groups = new LinkedHashMap<>();
            GROUPS.keySet().forEach(group -> groups.put(group, new AveragePrecision()));
            return groups;
        });
    }

    /** Looks at one picture and adds what was found to every group of the parts that it belongs to. */
    private static void add(ModelDetections model, LabelledPicture picture, List<Map<String, AveragePrecision>> parts)
            throws IOException {
        try (Frame frame = decode(picture.image())) {
            List<Detection> found = model.of(frame, new StageClock());
            List<Box> ignored =
                    picture.ignored().stream().map(box -> inPixels(box, frame)).toList();
            GROUPS.forEach((name, classes) -> {
                if (picture.unlabelled().containsAll(classes)) {
                    return;
                }
                List<Detection> own = found.stream()
                        .filter(one -> classes.contains(one.objectClass()))
                        .toList();
                List<Box> truth = picture.objects().stream()
                        .filter(object -> classes.contains(object.objectClass()))
                        .map(object -> inPixels(object.box(), frame))
                        .toList();
                parts.forEach(part -> requireNonNull(part.get(name)).add(own, truth, ignored));
            });
        }
    }

    private static Box inPixels(Box fractions, Frame frame) {
        return new Box(
                fractions.left() * frame.width(),
                fractions.top() * frame.height(),
                fractions.width() * frame.width(),
                fractions.height() * frame.height());
    }

    /** To FFmpeg a JPEG is a clip of one frame. */
    private static Frame decode(Path image) throws IOException {
        Map<String, String> options = Map.of("format_whitelist", "image2,jpeg_pipe", "protocol_whitelist", "file");
        try (Demuxer source = Demuxer.open("file:" + image.toAbsolutePath(), image.toString(), options);
                VideoDecoder decoder = new VideoDecoder(source.info());
                Packet packet = source.read()) {
            if (packet != null) {
                decoder.send(packet);
            }
            decoder.end();
            Frame frame = decoder.receive();
            if (frame == null) {
                throw new IOException(image + ": no picture (expected: a JPEG)");
            }
            return frame;
        }
    }

    private static List<String> cells(Map<String, AveragePrecision> groups) {
        List<String> cells = new ArrayList<>();
        groups.values()
                .forEach(group -> cells.add(
                        group.wanted() == 0
                                ? "-"
                                : String.format(Locale.ROOT, "%.3f (%d)", group.value(), group.wanted())));
        return cells;
    }

    private static Map<String, Set<ObjectClass>> groups() {
        Map<String, Set<ObjectClass>> groups = new LinkedHashMap<>();
        groups.put("two-wheel", EnumSet.of(ObjectClass.BICYCLE, ObjectClass.MOTORCYCLE));
        groups.put("four-wheel", EnumSet.of(ObjectClass.CAR, ObjectClass.BUS, ObjectClass.TRUCK));
        for (ObjectClass each : ObjectClass.values()) {
            groups.put(each.label(), EnumSet.of(each));
        }
        return groups;
    }
}
