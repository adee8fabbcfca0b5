package vn.ngatu.api.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.webjars.WebJarVersionLocator;

/**
 * All files of the pages, read once. Everything but the first page lies below a path that names the hash of all of them,
 * so that browsers may keep it for ever and never mix two versions. Immutable.
 */
final class Assets {

    static final String FIRST_PAGE = "index.html";

    // A library's folder below lib/, the file it starts with, and the name that modules import it by.
    private static final List<Library> LIBRARIES = List.of(
            new Library("lit", "index.js", "lit"),
            new Library("lit-html", "lit-html.js", "lit-html"),
            new Library("lit-element", "lit-element.js", "lit-element"),
            new Library("lit__reactive-element", "reactive-element.js", "@lit/reactive-element"),
            new Library("qr-creator", "dist/qr-creator.es6.min.js", "qr-creator"));

    private final String root;
    private final String importMap;
    private final Map<String, Asset> byPath;
    private final String firstPage;

    private record Library(String folder, String start, String name) {}

    private Assets() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>(Resources.beside(resource(FIRST_PAGE)));
        firstPage = new String(required(files.remove(FIRST_PAGE), FIRST_PAGE), StandardCharsets.UTF_8);
        WebJarVersionLocator locator = new WebJarVersionLocator();
        for (Library library : LIBRARIES) {
            files.putAll(files(library, locator));
        }
        root = "/assets/" + hash(files) + "/";
        importMap = importMap(root);
        byPath = new HashMap<>();
        files.forEach((path, content) -> byPath.put(root + path, Asset.of(path, content)));
    }

    /** Reads them; fails only when the distribution is broken. */
    static Assets load() {
        try {
            return new Assets();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file at the absolute {@code path}; null when there is none. */
    @Nullable Asset at(String path) {
        return byPath.get(path);
    }

    /** The only script that stands in a page itself: where modules find the libraries that they name. */
    String importMap() {
        return importMap;
    }

    /** The page that everything starts from. */
    Asset firstPage(boolean signOn) {
        String page = firstPage
                .replace("{{assets}}", root)
                .replace("{{imports}}", importMap)
                .replace("{{sign-on}}", Boolean.toString(signOn));
        return Asset.of(FIRST_PAGE, page.getBytes(StandardCharsets.UTF_8));
    }

    private static SortedMap<String, byte[]> files(Library library, WebJarVersionLocator locator) throws IOException {
        String start = locator.fullPath(library.folder(), "package.json");
        SortedMap<String, byte[]> files = new TreeMap<>();
        Resources.beside(required(
                        start == null ? null : Assets.class.getClassLoader().getResource(start), library.folder()))
                .forEach((path, content) -> {
                    if (path.endsWith(".js") && !path.startsWith("development/") && !path.startsWith("node/")) {
                        files.put("lib/" + library.folder() + "/" + path, content);
                    }
                });
        return files;
    }

    private static String importMap(String root) {
        return LIBRARIES.stream()
                .map(library -> {
                    String folder = root + "lib/" + library.folder() + "/";
                    return "\"" + library.name() + "\":\"" + folder + library.start() + "\",\"" + library.name()
                            + "/\":\"" + folder + "\"";
                })
                .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    }

    private static String hash(SortedMap<String, byte[]> files) {
        String list = files.entrySet().stream()
                .map(file -> file.getKey() + " " + Hashes.hex(file.getValue()) + "\n")
                .collect(Collectors.joining());
        return Hashes.hex(list.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static URL resource(String name) throws IOException {
        return required(Assets.class.getResource(name), name);
    }

    private static <T> T required(@Nullable T found, String name) throws IOException {
        if (found == null) {
            throw new IOException("pages: " + name + " is missing (expected: in the jar)");
        }
        return found;
    }
}
