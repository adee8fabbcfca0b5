package vn.ngatu.core.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Box;

/**
 * What an evidence package says of itself: every file with its hash, what made them, what is missing and which package
 * came before. On disk it is {@code manifest.json} in RFC 8785 form, so that its hash can be repeated by anyone.
 *
 * @param format always {@link #FORMAT}
 * @param id the violation's id; also the name of the package's folder
 * @param scene the scene file that was in force
 * @param rule the rule that decided, by kind, and the hash of its settings
 * @param model the detector; nothing in it is known when detections came from a file
 * @param software what wrote the package, with its version
 * @param violation the violation's line of {@code violations.jsonl} without {@code evidence}
 * @param stills the pictures in order of time
 * @param clip the video; null when there is none
 * @param files every file of the package except the manifest, sorted by path
 * @param missing what the package should hold and does not, with the reason
 * @param seal closes the manifest; null only before {@link #sealed}
 */
public record Manifest(
        String format,
        String id,
        String camera,
        Origin scene,
        Origin rule,
        Origin model,
        Origin software,
        Clock clock,
        JsonNode violation,
        List<Still> stills,
        @Nullable Clip clip,
        List<Entry> files,
        List<Missing> missing,
        Chain chain,
        @Nullable Seal seal) {

    /** The format's name and version. */
    public static final String FORMAT = "ngatu-evidence/1";

    /** The manifest's file name. */
    public static final String FILE = "manifest.json";

    /** Copies the lists; what a file left out is refused here. */
    public Manifest {
        Stream.of(format, id, camera, scene, rule, model, software, clock, violation, chain)
                .forEach(Objects::requireNonNull);
        stills = List.copyOf(stills);
        files = List.copyOf(files);
        missing = List.copyOf(missing);
    }

    /** Something that shaped the result: its name or version, and the SHA-256 of its content; each null when not known. */
    public record Origin(@Nullable String id, @Nullable String sha256) {}

    /**
     * How presentation time relates to the wall clock.
     *
     * @param source {@code unknown} for recorded clips without a time
     * @param errorSeconds the bound of the wall time's error; null when not known
     * @param timeZone the zone that wall times are written in
     */
    public record Clock(String source, @Nullable Double errorSeconds, String timeZone) {}

    /**
     * One picture of the vehicle.
     *
     * @param name {@code a-before}, {@code b-decisive} or {@code c-after}
     * @param time presentation time of the frame, seconds
     * @param ptsNs the same in nanoseconds since the stream's first frame
     * @param wallTime the frame's wall time; null when not known
     * @param box the vehicle in the frame: left, top, width, height in pixels; null where the tracker did not see it
     */
    public record Still(
            String name,
            double time,
            long ptsNs,
            @Nullable String wallTime,
            @Nullable List<Double> box) {
        /** Copies the box. */
        public Still {
            Objects.requireNonNull(name);
            box = box == null ? null : List.copyOf(box);
        }

        static List<Double> sides(Box box) {
            return List.of(
                    Json.round(box.left(), 1),
                    Json.round(box.top(), 1),
                    Json.round(box.width(), 1),
                    Json.round(box.height(), 1));
        }
    }

    /**
     * The video: presentation times of its first and last frame. A moment of the tables and stills lies {@code start}
     * seconds earlier in the clip's own time.
     */
    public record Clip(String path, double start, double end) {
        /** Refuses what a file left out. */
        public Clip {
            Objects.requireNonNull(path);
        }
    }

    /**
     * One file of the package.
     *
     * @param role what it is: {@code still}, {@code annotated-still}, {@code clip}, {@code signals}, {@code track},
     *     {@code geometry}
     * @param derivedFrom the file that it was made from; null for an original
     */
    public record Entry(String path, String role, @Nullable String derivedFrom, long bytes, String sha256) {
        /** Refuses what a file left out. */
        public Entry {
            Stream.of(path, role, sha256).forEach(Objects::requireNonNull);
        }
    }

    /**
     * Something that the package should hold and does not.
     *
     * @param why the sentence of a {@link Reason}, its blanks filled
     */
    public record Missing(String what, String why) {
        Missing(String what, Reason why, Object... values) {
            this(what, why.with(values));
        }

        /** Refuses what a file left out. */
        public Missing {
            Stream.of(what, why).forEach(Objects::requireNonNull);
        }
    }

    /**
     * The package's place in the sequence of one evidence folder.
     *
     * @param sequence from 1
     * @param previous the package before; null for the first
     */
    public record Chain(long sequence, @Nullable Link previous) {}

    /** Another package: its id and the SHA-256 of its {@code manifest.json}. */
    public record Link(String id, String sha256) {
        /** Refuses what a file left out. */
        public Link {
            Stream.of(id, sha256).forEach(Objects::requireNonNull);
        }
    }

    /** The digest of the manifest's RFC 8785 form without this member. */
    public record Seal(String algorithm, String digest) {

        /** The only algorithm so far. */
        static final String SHA_256 = "sha-256";
    }

    /** This manifest of the same files at another place of a chain, sealed. */
    Manifest movedTo(Chain place, List<Entry> entries) {
        return new Manifest(
                        format, id, camera, scene, rule, model, software, clock, violation, stills, clip, entries,
                        missing, place, null)
                .sealed();
    }

    /** This manifest with its seal. */
    Manifest sealed() {
        return new Manifest(
                format,
                id,
                camera,
                scene,
                rule,
                model,
                software,
                clock,
                violation,
                stills,
                clip,
                files,
                missing,
                chain,
                new Seal(Seal.SHA_256, digest()));
    }

    /** Whether the seal belongs to the content. */
    boolean sealHolds() {
        return seal != null
                && seal.algorithm().equals(Seal.SHA_256)
                && seal.digest().equals(digest());
    }

    /** The bytes of {@code manifest.json}. */
    byte[] bytes() {
        return Json.canonical(Json.MAPPER.valueToTree(this)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a manifest, whose bytes must be exactly those that {@link #bytes} gives; the seal is not judged.
     *
     * @throws IOException when they are no manifest; the message says why
     */
    public static Manifest parse(byte[] bytes) throws IOException {
        try {
            JsonNode tree = Json.MAPPER.readTree(bytes);
            Manifest manifest = tree == null ? null : Json.MAPPER.treeToValue(tree, Manifest.class);
            if (manifest == null || !FORMAT.equals(manifest.format)) {
                throw new IOException("manifest: format " + (manifest == null ? "none" : manifest.format)
                        + " (expected: " + FORMAT + ")");
            }
            if (!Arrays.equals(manifest.bytes(), bytes)) {
                throw new IOException("manifest: not in canonical form (expected: RFC 8785)");
            }
            return manifest;
        } catch (JsonProcessingException e) {
            throw new IOException("manifest: " + e.getOriginalMessage(), e);
        } catch (RuntimeException e) {
            // A required member that is null, or a number out of range.
            throw new IOException("manifest: " + e, e);
        }
    }

    private String digest() {
        ObjectNode tree = Json.MAPPER.valueToTree(this);
        tree.remove("seal");
        return Sha256.hex(Json.canonical(tree).getBytes(StandardCharsets.UTF_8));
    }
}
