package vn.ngatu.api.engine;

import static vn.ngatu.core.config.Shape.choice;
import static vn.ngatu.core.config.Shape.integer;
import static vn.ngatu.core.config.Shape.list;
import static vn.ngatu.core.config.Shape.number;
import static vn.ngatu.core.config.Shape.object;
import static vn.ngatu.core.config.Shape.optional;
import static vn.ngatu.core.config.Shape.quantity;
import static vn.ngatu.core.config.Shape.required;
import static vn.ngatu.core.config.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.casework.CaseworkConfig;
import vn.ngatu.api.casework.CaseworkSections;
import vn.ngatu.api.http.ApiSection;
import vn.ngatu.api.parts.Models;
import vn.ngatu.api.parts.Scenes;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.config.Shape;
import vn.ngatu.core.config.Unit;
import vn.ngatu.core.config.YamlFile;

/**
 * The engine file: reads an {@link EngineConfig} out of YAML, strictly, and tells every fault at once, those of the scenes
 * included. No fault repeats a password. Stateless.
 */
public final class EngineFile {

    private static final String WHAT = "an engine file";
    private static final int MOST_CAMERAS = 256;
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("[^:/]*://[^/@]*:(?!\\$\\{)[^/@]*@.*");
    private static final EngineConfig DEFAULTS = new EngineConfig(
            Path.of("data"),
            Models.DEFAULT,
            0,
            new EngineConfig.Analysis(5, 10, 0.2),
            new EngineConfig.Clock(Duration.ofMillis(500), Duration.ofSeconds(1)),
            new EngineConfig.Evidence(Duration.ofSeconds(45), 96, 32),
            new EngineConfig.Management("127.0.0.1", 9600),
            List.of());

    private EngineFile() {}

    /** What holds where a file says nothing. */
    public static EngineConfig defaults() {
        return DEFAULTS;
    }

    /** The configuration in {@code file}. */
    public static EngineConfig load(Path file) throws ConfigException {
        return new Reader(file).config(sound(file));
    }

    /**
     * How the cases of the engine in {@code file} are kept, decided and served.
     *
     * @param environment where secrets come from
     */
    public static CaseworkConfig casework(Path file, Map<String, String> environment) throws ConfigException {
        JsonNode tree = sound(file);
        return CaseworkSections.read(tree, file, new Reader(file).config(tree).data(), environment);
    }

    private static JsonNode sound(Path file) throws ConfigException {
        JsonNode tree = YamlFile.read(file, WHAT);
        List<Fault> faults = faults(file, tree);
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return tree;
    }

    /** Everything wrong with {@code file}; empty when it can be loaded. */
    public static List<Fault> check(Path file) {
        try {
            return faults(file, YamlFile.read(file, WHAT));
        } catch (ConfigException e) {
            return e.faults();
        }
    }

    /** Whether {@code file} is meant as an engine file: it lists cameras. */
    public static boolean isMeant(Path file) {
        try {
            return YamlFile.read(file, WHAT).has("cameras");
        } catch (ConfigException e) {
            return false;
        }
    }

    /** The JSON Schema (draft 2020-12) of engine files, pretty-printed, ending in a newline. */
    public static String schema() {
        return YamlFile.pretty(YamlFile.schema("Ngatu engine file", shape()));
    }

    private static Shape shape() {
        Shape rate = number(0.5, 60);
        Shape error = quantity(Unit.SECONDS, 0.01, 60, "from 10ms to 60s");
        return object(
                optional("data", text(".{1,1024}", "a folder"), "where violations, evidence and blind times are kept"),
                optional("model", text(".{1,1024}", "a model's name or folder"), "the detection model"),
                optional("lanes", integer(0, 64), "models that run side by side; 0 for one per core"),
                optional(
                        "analysis",
                        object(
                                optional("baseRate", rate, "pictures analysed per camera and second"),
                                optional("burstRate", rate, "the same while a vehicle is near a line that matters"),
                                optional("leastRate", number(0.1, 60), "the same however busy the machine is")),
                        "how often pictures are analysed"),
                optional(
                        "clock",
                        object(
                                optional("alarm", error, "from this error of the wall time on an alarm is raised"),
                                optional("block", error, "from this error on nothing is decided")),
                        "how far wall time may be off"),
                optional("evidence", evidence(), "how evidence is kept until it is written"),
                optional(
                        "management",
                        object(
                                optional("address", text("[0-9A-Za-z.:%-]{1,100}", "an address"), "of this machine"),
                                optional("port", integer(0, 65535), "0 for any that is free")),
                        "where the engine tells of itself: metrics, health, blind times"),
                optional("store", CaseworkSections.store(), "where cases are kept"),
                optional("signing", CaseworkSections.signing(), "the keys that sign evidence; unsigned if left out"),
                optional("review", CaseworkSections.review(), "how cases are decided"),
                optional("retention", CaseworkSections.retention(), "how long evidence is kept"),
                optional("api", ApiSection.shape(), "where people and systems see cases and decide them"),
                required("cameras", list(camera(), 1, MOST_CAMERAS), "the cameras, at least one"));
    }

    private static Shape evidence() {
        return object(
                optional(
                        "ring",
                        quantity(Unit.SECONDS, 20, 600, "from 20s to 10min"),
                        "how far back each camera's video is kept"),
                optional("ringMegabytes", integer(4, 4096), "how much of it at most, per camera"),
                optional("queue", integer(1, 1000), "packages that may wait to be written"));
    }

    private static Shape camera() {
        return object(
                required(
                        "id",
                        text("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", "a name of letters, digits, - _ and ."),
                        "the camera's name"),
                required("scene", text(".{1,1024}", "a scene file"), "what the camera sees"),
                required("url", URL, "the full stream's address, without a password"),
                optional("detectUrl", URL, "a smaller stream of the same view, analysed in place of the full one"),
                optional("user", text(".{1,200}", "a user's name"), "the user's name, plain or ${NAME}"),
                optional(
                        "password",
                        text("\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}", "${NAME} of an environment variable"),
                        "${NAME} of the environment variable that holds the password"),
                optional("passwordFile", text(".{1,1024}", "a file"), "a file whose first line is the password"),
                optional("transport", choice("tcp", "udp"), "how RTP travels; tcp when left out"));
    }

    private static final Shape URL = text("[a-z][a-z0-9+.-]*:\\S{1,2000}", "an address such as rtsp://10.0.0.5/live");

    private static List<Fault> faults(Path file, JsonNode tree) {
        List<Fault> faults = new ArrayList<>();
        shape().check("", tree, faults);
        faults.replaceAll(EngineFile::redacted);
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (JsonNode camera : tree.path("cameras")) {
            String path = "cameras[" + number++ + "]";
            if (camera.path("id").isTextual() && !ids.add(camera.path("id").asText())) {
                faults.add(new Fault(path + ".id", camera.path("id").asText(), "another id; it is taken"));
            }
            checkAccess(path, camera, faults);
            checkScene(file, path, camera, faults);
        }
        checkOrder(tree, faults);
        if (faults.isEmpty()) {
            CaseworkSections.check(tree, faults);
        }
        return faults;
    }

    // What a person wrote where a reference belongs may be the password itself.
    private static Fault redacted(Fault fault) {
        boolean secret = fault.path().endsWith(".password")
                || fault.path().endsWith("rl") && fault.value().contains("@");
        return secret && !fault.value().equals("missing")
                ? new Fault(fault.path(), "a text that is not repeated here", fault.expected())
                : fault;
    }

    private static void checkAccess(String path, JsonNode camera, List<Fault> faults) {
        for (String key : List.of("url", "detectUrl")) {
            if (PASSWORD_IN_URL.matcher(camera.path(key).asText()).matches()) {
                faults.add(new Fault(
                        path + "." + key, "holds a password", "an address without one; see password and passwordFile"));
            }
        }
        boolean secret = camera.has("password") || camera.has("passwordFile");
        if (camera.has("password") && camera.has("passwordFile")) {
            faults.add(new Fault(path, "both password and passwordFile", "one of them"));
        }
        if (secret != camera.has("user")) {
            faults.add(new Fault(
                    path, secret ? "a password without a user" : "a user without a password", "both or neither"));
        }
    }

    private static void checkScene(Path file, String path, JsonNode camera, List<Fault> faults) {
        if (camera.path("scene").isTextual()) {
            Path scene = file.resolveSibling(camera.path("scene").asText());
            for (Fault fault : Scenes.check(scene)) {
                faults.add(new Fault(path + ".scene: " + scene + ": " + fault.path(), fault.value(), fault.expected()));
            }
        }
    }

    private static void checkOrder(JsonNode tree, List<Fault> faults) {
        double base = tree.path("analysis")
                .path("baseRate")
                .asDouble(DEFAULTS.analysis().baseRate());
        double burst = tree.path("analysis")
                .path("burstRate")
                .asDouble(DEFAULTS.analysis().burstRate());
        if (burst < base) {
            faults.add(new Fault("analysis.burstRate", String.valueOf(burst), "at least baseRate, " + base));
        }
        double least = tree.path("analysis")
                .path("leastRate")
                .asDouble(DEFAULTS.analysis().leastRate());
        if (least > base) {
            faults.add(new Fault("analysis.leastRate", String.valueOf(least), "at most baseRate, " + base));
        }
        double alarm =
                seconds(tree.path("clock").path("alarm"), DEFAULTS.clock().alarm());
        double block =
                seconds(tree.path("clock").path("block"), DEFAULTS.clock().block());
        if (block < alarm) {
            faults.add(new Fault("clock.block", block + "s", "at least alarm, " + alarm + "s"));
        }
    }

    private static double seconds(JsonNode node, Duration preset) {
        return Unit.SECONDS.parse(node.asText()).orElse(preset.toMillis() / 1000.0);
    }

    /** Reads a tree without faults. */
    private record Reader(Path file) {

        EngineConfig config(JsonNode tree) {
            JsonNode analysis = tree.path("analysis");
            JsonNode clock = tree.path("clock");
            JsonNode evidence = tree.path("evidence");
            JsonNode management = tree.path("management");
            List<EngineConfig.Camera> cameras = new ArrayList<>();
            tree.path("cameras").forEach(camera -> cameras.add(camera(camera)));
            return new EngineConfig(
                    file.resolveSibling(tree.path("data").asText(DEFAULTS.data().toString())),
                    tree.path("model").asText(DEFAULTS.model()),
                    tree.path("lanes").asInt(DEFAULTS.lanes()),
                    new EngineConfig.Analysis(
                            analysis.path("baseRate")
                                    .asDouble(DEFAULTS.analysis().baseRate()),
                            analysis.path("burstRate")
                                    .asDouble(DEFAULTS.analysis().burstRate()),
                            analysis.path("leastRate")
                                    .asDouble(DEFAULTS.analysis().leastRate())),
                    new EngineConfig.Clock(
                            duration(clock.path("alarm"), DEFAULTS.clock().alarm()),
                            duration(clock.path("block"), DEFAULTS.clock().block())),
                    new EngineConfig.Evidence(
                            duration(evidence.path("ring"), DEFAULTS.evidence().ring()),
                            evidence.path("ringMegabytes")
                                    .asInt(DEFAULTS.evidence().ringMegabytes()),
                            evidence.path("queue").asInt(DEFAULTS.evidence().queue())),
                    new EngineConfig.Management(
                            management
                                    .path("address")
                                    .asText(DEFAULTS.management().address()),
                            management.path("port").asInt(DEFAULTS.management().port())),
                    cameras);
        }

        private EngineConfig.Camera camera(JsonNode node) {
            EngineConfig.Stream main = stream(node, node.path("url").asText());
            return new EngineConfig.Camera(
                    node.path("id").asText(),
                    file.resolveSibling(node.path("scene").asText()),
                    main,
                    node.has("detectUrl") ? stream(node, node.path("detectUrl").asText()) : null);
        }

        private EngineConfig.Stream stream(JsonNode node, String url) {
            String passwordFile = text(node, "passwordFile");
            return new EngineConfig.Stream(
                    url,
                    text(node, "user"),
                    text(node, "password"),
                    passwordFile == null ? null : file.resolveSibling(passwordFile),
                    node.path("transport").asText().equals("udp"));
        }

        private static @Nullable String text(JsonNode node, String key) {
            return node.has(key) ? node.path(key).asText() : null;
        }

        private static Duration duration(JsonNode node, Duration preset) {
            return Duration.ofMillis(Math.round(1000 * seconds(node, preset)));
        }
    }
}
