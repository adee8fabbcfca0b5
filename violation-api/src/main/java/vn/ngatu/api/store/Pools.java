package vn.ngatu.api.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The connections to one database: one that writes, and several that only read. */
record Pools(HikariDataSource writer, HikariDataSource readers) implements AutoCloseable {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int READERS = 8;
    // Writes need one; making the tables of PostgreSQL needs several at once.
    private static final int MIGRATORS = 3;
    private static final int BUSY_MS = 10_000;
    private static final int CACHE_KIB = 64 * 1024;

    /** Whether {@code location} names a PostgreSQL server and not a file. */
    static boolean isPostgresql(String location) {
        return location.startsWith(POSTGRESQL);
    }

    /** {@code location} without what may hold a password. */
    static String shown(String location) {
        int query = location.indexOf('?');
        return isPostgresql(location) && query >= 0 ? location.substring(0, query) : location;
    }

    /** Connections to {@code location}; the folder of an SQLite file is made when it is missing. */
    static Pools open(String location, @Nullable String user, @Nullable String password) throws IOException {
        if (isPostgresql(location)) {
            HikariDataSource writer = pool(postgresql(location, user, password), MIGRATORS);
            return with(writer, () -> {
                HikariConfig reading = postgresql(location, user, password);
                reading.setReadOnly(true);
                return pool(reading, READERS);
            });
        }
        Path file = Path.of(location).toAbsolutePath();
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        // The writer comes first: it makes the file, and readers may not.
        HikariDataSource writer = pool(sqlite(file, false), 1);
        return with(writer, () -> pool(sqlite(file, true), READERS));
    }

    private interface Opener {
        HikariDataSource open();
    }

    private static Pools with(HikariDataSource writer, Opener readers) {
        try {
            return new Pools(writer, readers.open());
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static HikariDataSource pool(HikariConfig config, int size) {
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(BUSY_MS);
        return new HikariDataSource(config);
    }

    private static HikariConfig postgresql(String url, @Nullable String user, @Nullable String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        if (user != null) {
            config.setUsername(user);
        }
        if (password != null) {
            config.setPassword(password);
        }
        config.addDataSourceProperty("ApplicationName", "ngatu");
        return config;
    }

    private static HikariConfig sqlite(Path file, boolean reading) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.enforceForeignKeys(true);
        sqlite.setBusyTimeout(BUSY_MS);
        sqlite.setCacheSize(-CACHE_KIB);
        // A transaction takes the write lock when it begins, so that it never fails halfway for want of it.
        sqlite.setTransactionMode(
                reading ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(SQLITE + file);
        config.setDataSourceProperties(sqlite.toProperties());
        if (reading) {
            config.setConnectionInitSql("pragma query_only = true");
        }
        return config;
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
