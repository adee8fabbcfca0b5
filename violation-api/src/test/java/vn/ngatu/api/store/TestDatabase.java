package vn.ngatu.api.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** An empty database of its own for one test; removed on {@link #close}. */
public final class TestDatabase implements AutoCloseable {

    private static final String TEMPLATE = "made";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private final String location;
    private final Runnable remove;
    private @Nullable Database open;

    private TestDatabase(String location, Runnable remove) {
        this.location = location;
        this.remove = remove;
    }

    /** The databases that everything is tested on. */
    public enum Kind {
        SQLITE,
        POSTGRESQL
    }

    /** A new one; a test on PostgreSQL is skipped where its server is not packed for this system. */
    public static TestDatabase create(Kind kind) {
        try {
            if (kind == Kind.SQLITE) {
                Path folder = Files.createTempDirectory("ngatu-store-");
                return new TestDatabase(folder.resolve("store.db").toString(), () -> delete(folder));
            }
            String name = "test" + NUMBER.incrementAndGet();
            EmbeddedPostgres postgres = server();
            execute(postgres, "create database " + name + " template " + TEMPLATE);
            // Hundreds of them would take the server half a minute to remove at its end.
            return new TestDatabase(
                    postgres.getJdbcUrl("postgres", name),
                    () -> execute(postgres, "drop database " + name + " with (force)"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is, as {@link Database#open(String)} takes it. */
    public String location() {
        return location;
    }

    /** The database, opened once. */
    public synchronized Database open() {
        Database is = open;
        if (is == null) {
            is = Database.open(location);
            open = is;
        }
        return is;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
        remove.run();
    }

    private static synchronized EmbeddedPostgres server() throws IOException {
        EmbeddedPostgres is = server;
        if (is == null) {
            boolean packed = System.getProperty("os.name").equals("Linux")
                    && System.getProperty("os.arch").equals("amd64");
            Assumptions.assumeTrue(packed, "PostgreSQL is packed for Linux on x86-64 only");
            // Ends with this process, and what it holds goes with it: it has no power cut to survive.
            is = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            execute(is, "create database " + TEMPLATE);
            // A copy of made tables is quicker than making them for each test.
            Database.open(is.getJdbcUrl("postgres", TEMPLATE)).close();
            server = is;
        }
        return is;
    }

    private static void execute(EmbeddedPostgres postgres, String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void delete(Path folder) {
        try (var inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
