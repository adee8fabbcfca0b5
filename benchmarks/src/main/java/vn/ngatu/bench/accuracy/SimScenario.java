package vn.ngatu.bench.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Point;

/**
 * A simulated scenario with its exact truth: a folder with {@code scene.yaml}, {@code detections.csv}, {@code signals.csv},
 * {@code truth.json} and {@code gt_tracks.csv}. Frames count from 0 here.
 *
 * @param vehicles by vehicle number and frame
 * @param sizes length and width of each vehicle, metres
 */
record SimScenario(
        Path folder,
        String name,
        double fps,
        double seconds,
        int width,
        int height,
        JsonNode truth,
        List<Event> events,
        List<Event> ignored,
        List<Event> negatives,
        Map<Integer, TreeMap<Integer, Seen>> vehicles,
        Map<Integer, Point> sizes) {

    private static final int NUMBERS = 16;

    /** Something that happened (or, as a negative, nearly happened) according to the truth. */
    record Event(String id, String kind, double start, double decisive, double end, int vehicle, String why) {}

    /** A road user in one frame. */
    record Seen(
            Box box,
            ObjectClass objectClass,
            Point centre,
            Point heading,
            double speed,
            double visibility,
            double truncation) {}

    static SimScenario load(Path folder) throws IOException {
        JsonNode truth =
                new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
        Map<Integer, Point> sizes = new TreeMap<>();
        truth.get("vehicles")
                .properties()
                .forEach(entry -> sizes.put(
                        Integer.parseInt(entry.getKey()),
                        new Point(
                                entry.getValue().get("length").asDouble(),
                                entry.getValue().get("width").asDouble())));
        return new SimScenario(
                folder,
                truth.get("scenario").asText(),
                truth.get("fps").asDouble(),
                truth.get("seconds").asDouble(),
                truth.get("width").asInt(),
                truth.get("height").asInt(),
                truth,
                events(truth.get("events")),
                events(truth.get("ignore")),
                events(truth.get("negatives")),
                vehicles(folder.resolve("gt_tracks.csv")),
                sizes);
    }

    int frames() {
        return (int) Math.round(seconds * fps);
    }

    private static List<Event> events(JsonNode list) {
        List<Event> events = new ArrayList<>();
        for (JsonNode e : list) {
            events.add(new Event(
                    e.get("id").asText(),
                    e.get("kind").asText(),
                    e.get("start").asDouble(),
                    e.get("decisive").asDouble(),
                    e.get("end").asDouble(),
                    e.get("vehicle").asInt(),
                    e.get("why").asText()));
        }
        return events;
    }

    // frame,id,left,top,width,height,class,x,y,front_x,front_y,heading_x,heading_y,speed,visibility,truncation
    private static Map<Integer, TreeMap<Integer, Seen>> vehicles(Path file) throws IOException {
        Map<Integer, TreeMap<Integer, Seen>> vehicles = new TreeMap<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] f = line.split(",");
                double[] n = new double[NUMBERS];
                for (int i = 0; i < NUMBERS; i++) {
                    n[i] = i == 6 ? 0 : Double.parseDouble(f[i]);
                }
                Seen seen = new Seen(
                        new Box(n[2], n[3], n[4], n[5]),
                        ObjectClass.ofLabel(f[6]).orElseThrow(),
                        new Point(n[7], n[8]),
                        new Point(n[11], n[12]),
                        n[13],
                        n[14],
                        n[15]);
                vehicles.computeIfAbsent((int) n[1], id -> new TreeMap<>()).put((int) n[0] - 1, seen);
            }
        }
        return vehicles;
    }
}
