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
    private final @Nullable Path folder;
    private @Nullable Database open;

    private TestDatabase(String location, @Nullable Path folder) {
        this.location = location;
        this.folder = folder;
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
                return new TestDatabase(folder.resolve("store.db").toString(), folder);
            }
            String name = "test" + NUMBER.incrementAndGet();
            EmbeddedPostgres postgres = server();
            make(postgres, name + " template " + TEMPLATE);
            return new TestDatabase(postgres.getJdbcUrl("postgres", name), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
        if (folder != null) {
            delete(folder);
        }
    }

    private static synchronized EmbeddedPostgres server() throws IOException {
        EmbeddedPostgres is = server;
        if (is == null) {
            boolean packed = System.getProperty("os.name").equals("Linux")
                    && System.getProperty("os.arch").equals("amd64");
            Assumptions.assumeTrue(packed, "PostgreSQL is packed for Linux on x86-64 only");
            // Ends with this process.
            is = EmbeddedPostgres.builder().start();
            try {
                make(is, TEMPLATE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            // A copy of made tables is quicker than making them for each test.
            Database.open(is.getJdbcUrl("postgres", TEMPLATE)).close();
            server = is;
        }
        return is;
    }

    private static void make(EmbeddedPostgres postgres, String database) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
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
