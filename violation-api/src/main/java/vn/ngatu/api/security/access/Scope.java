package vn.ngatu.api.security.access;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cameras that an account or token is there for, named one by one or by area.
 *
 * @param everything all cameras, also those to come; the sets are then empty
 * @param areas names of areas, which the configuration resolves to cameras
 */
public record Scope(boolean everything, Set<String> cameras, Set<String> areas) {

    /** All cameras. */
    public static final Scope EVERYTHING = new Scope(true, Set.of(), Set.of());

    private static final String CAMERA = "camera:";
    private static final String AREA = "area:";

    /** Copies the sets in the order of names. */
    public Scope {
        cameras = Collections.unmodifiableSet(new TreeSet<>(cameras));
        areas = Collections.unmodifiableSet(new TreeSet<>(areas));
        if (everything && !(cameras.isEmpty() && areas.isEmpty())) {
            throw new IllegalArgumentException("scope: everything and " + cameras + areas + " (expected: one of them)");
        }
    }

    /** The cameras alone. */
    public static Scope ofCameras(Collection<String> cameras) {
        return new Scope(false, Set.copyOf(cameras), Set.of());
    }

    /** The cameras meant, where {@code byArea} tells each area's; null for all of them. */
    public @Nullable Set<String> resolve(Map<String, Set<String>> byArea) {
        if (everything) {
            return null;
        }
        return Stream.concat(
                        cameras.stream(), areas.stream().flatMap(area -> byArea.getOrDefault(area, Set.of()).stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As a column holds it. */
    public String text() {
        return everything
                ? "*"
                : Stream.concat(
                                cameras.stream().map(CAMERA::concat),
                                areas.stream().map(AREA::concat))
                        .collect(Collectors.joining("\n"));
    }

    /** The scope that {@link #text} wrote. */
    public static Scope parse(String text) {
        return text.equals("*") ? EVERYTHING : new Scope(false, named(text, CAMERA), named(text, AREA));
    }

    private static Set<String> named(String text, String prefix) {
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .collect(Collectors.toSet());
    }
}
