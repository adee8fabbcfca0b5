package vn.ngatu.bench.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import vn.ngatu.api.Main;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/** What {@code ngatu analyze} makes of a bundled scene, called as a user calls it and read back from its results. */
final class SceneRun {

    /** What the analysis is given. */
    enum Source {
        /** The truth's boxes and signals: a perfect detector and controller. */
        BOXES,
        /** The clip alone: the seed detector finds the vehicles, the lamps are read from the picture. */
        PIXELS
    }

    /** Hidden or cut off more than this, a road user is no detector's to find. */
    private static final double LEAST_VISIBLE = 0.3;

    private static final double MOST_CUT_OFF = 0.8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private SceneRun() {}

    /** Analyses {@code scenario}; the results stay in {@code out}, which must not exist. */
    static RuleRun of(SimScenario scenario, Source source, Path out) throws IOException {
        Path folder = scenario.folder();
        List<String> words =
                new ArrayList<>(List.of("analyze", "--scene", text(folder, "scene.yaml"), "--out", out.toString()));
        if (source == Source.BOXES) {
            Path boxes = Files.createTempFile("boxes", ".csv");
            try {
                Files.write(boxes, detections(scenario));
                words.addAll(List.of("--detections", boxes.toString(), "--signals", text(folder, "signals.csv")));
                analyze(words);
            } finally {
                Files.delete(boxes);
            }
        } else {
            words.addAll(List.of("--video", text(folder, "clip.mp4")));
            analyze(words);
        }
        return new RuleRun(scenario, violations(out), List.of(), boxes(out), List.of());
    }

    private static String text(Path folder, String name) {
        return folder.resolve(name).toString();
    }

    private static void analyze(List<String> words) {
        StringWriter err = new StringWriter();
        int code =
                Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), words.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(words + ": " + code + " (expected: 0): " + err);
        }
    }

    private static List<String> detections(SimScenario scenario) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "# width=%d height=%d fps=%s", scenario.width(), scenario.height(), scenario.fps()));
        lines.add("frame,left,top,width,height,score,class");
        TreeMap<Integer, List<String>> frames = new TreeMap<>();
        scenario.vehicles()
                .values()
                .forEach(rows -> rows.forEach((frame, seen) -> {
                    if (seen.visibility() >= LEAST_VISIBLE && seen.truncation() < MOST_CUT_OFF) {
                        Box b = seen.box();
                        frames.computeIfAbsent(frame, f -> new ArrayList<>())
                                .add(String.format(
                                        Locale.ROOT,
                                        "%d,%.1f,%.1f,%.1f,%.1f,0.9,%s",
                                        frame,
                                        b.left(),
                                        b.top(),
                                        b.width(),
                                        b.height(),
                                        seen.objectClass().label()));
                    }
                }));
        frames.values().forEach(lines::addAll);
        return lines;
    }

    private static List<Violation> violations(Path out) throws IOException {
        List<Violation> violations = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("violations.jsonl"))) {
            JsonNode v = JSON.readTree(line);
            JsonNode b = v.get("box");
            double decisive = v.get("decisive").asDouble();
            double end = v.get("end").asDouble();
            violations.add(new Violation(
                    kind(v.get("kind").asText()),
                    v.get("track").asInt(),
                    ObjectClass.ofLabel(v.get("vehicle").asText()).orElseThrow(),
                    v.get("start").asDouble(),
                    decisive,
                    end,
                    Math.max(decisive, end),
                    new Box(
                            b.get(0).asDouble(),
                            b.get(1).asDouble(),
                            b.get(2).asDouble(),
                            b.get(3).asDouble()),
                    Map.of(),
                    Map.of(),
                    v.get("confidence").asDouble()));
        }
        return violations;
    }

    private static ViolationKind kind(String label) {
        for (ViolationKind kind : ViolationKind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new IllegalStateException("kind: " + label + " (expected: a known one)");
    }

    // frame,id,left,top,width,height,score,class,x,y with frames from 1.
    private static Map<Integer, TreeMap<Integer, Box>> boxes(Path out) throws IOException {
        Map<Integer, TreeMap<Integer, Box>> boxes = new HashMap<>();
        List<String> lines = Files.readAllLines(out.resolve("tracks.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] f = line.split(",");
            boxes.computeIfAbsent(Integer.parseInt(f[1]), id -> new TreeMap<>())
                    .put(
                            Integer.parseInt(f[0]) - 1,
                            new Box(
                                    Double.parseDouble(f[2]),
                                    Double.parseDouble(f[3]),
                                    Double.parseDouble(f[4]),
                                    Double.parseDouble(f[5])));
        }
        return boxes;
    }
}
