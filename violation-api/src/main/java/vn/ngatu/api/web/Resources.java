package vn.ngatu.api.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Reads whole folders of the class path, from a jar or from a folder of classes. */
final class Resources {

    private Resources() {}

    /**
     * The files beside and below {@code file} that pages are made of, by their path relative to its folder.
     *
     * @throws IOException when they can't be read
     */
    static SortedMap<String, byte[]> beside(URL file) throws IOException {
        return file.getProtocol().equals("jar")
                ? inJar((JarURLConnection) file.openConnection())
                : inFolder(folderOf(file));
    }

    private static SortedMap<String, byte[]> inJar(JarURLConnection connection) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        String name = connection.getEntryName();
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        // The class loader's own jar file: it stays open.
        JarFile jar = connection.getJarFile();
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (!entry.isDirectory() && entry.getName().startsWith(folder) && Asset.isServed(entry.getName())) {
                try (InputStream content = jar.getInputStream(entry)) {
                    found.put(entry.getName().substring(folder.length()), content.readAllBytes());
                }
            }
        }
        return found;
    }

    private static SortedMap<String, byte[]> inFolder(Path folder) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (Asset.isServed(name)) {
                    found.put(name, Files.readAllBytes(file));
                }
            }
        }
        return found;
    }

    private static Path folderOf(URL file) throws IOException {
        try {
            Path parent = Path.of(file.toURI()).getParent();
            if (parent == null) {
                throw new IOException(file + ": no folder (expected: a file in one)");
            }
            return parent;
        } catch (URISyntaxException e) {
            throw new IOException(file + ": no path (expected: a file)", e);
        }
    }
}
