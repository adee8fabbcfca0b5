package vn.ngatu.api.store;

import java.io.IOException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The database, open: an SQLite file or a PostgreSQL server. Its tables are made or brought up to date on opening.
 * Thread-safe; closed by whoever opened it.
 *
 * <p>SQLite runs with a write-ahead log that is flushed at every commit, so that what was acknowledged survives a loss of
 * power. Writes go through one connection and in turn; reads go beside them and see what was committed when they began.
 */
public final class Database implements AutoCloseable {

    private final Pools pools;
    private final Jdbi reads;
    private final GroupCommit writes;
    private final String explain;

    private Database(Pools pools, String location) {
        this.pools = pools;
        explain = Pools.isPostgresql(location) ? "explain " : "explain query plan ";
        reads = Jdbi.create(pools.readers());
        writes = new GroupCommit(Jdbi.create(pools.writer()));
    }

    /** Something done with a connection; the only exceptions that leave it are unchecked. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        /** Does it; the handle is not to be kept. */
        T in(Handle handle);
    }

    /** Something done with a connection that gives nothing. */
    @FunctionalInterface
    public interface Change {
        /** Does it; the handle is not to be kept. */
        void in(Handle handle);
    }

    /**
     * Opens the database at {@code location}: the path of an SQLite file, which is made when it is missing, or a
     * {@code jdbc:postgresql:} URL.
     *
     * @param user PostgreSQL's user; null where the URL or the system names one, and for SQLite
     * @param password that user's password; null where none is needed
     * @throws StoreException when it can't be opened or its tables can't be made
     */
    public static Database open(String location, @Nullable String user, @Nullable String password) {
        Pools pools;
        try {
            pools = Pools.open(location, user, password);
        } catch (IOException | RuntimeException e) {
            throw fault(location, "can't be opened", e);
        }
        try {
            migrate(pools);
            return new Database(pools, location);
        } catch (RuntimeException e) {
            pools.close();
            throw fault(location, "its tables can't be made", e);
        }
    }

    /** Opens the database at {@code location} as {@link #open(String, String, String)} does, without user and password. */
    public static Database open(String location) {
        return open(location, null, null);
    }

    /** What stands before a query to ask for its plan; the last column of the answer tells it. */
    public String explain() {
        return explain;
    }

    /** What {@code work} reads, from one connection. */
    public <T extends @Nullable Object> T read(Work<T> work) {
        return reads.withHandle(work::in);
    }

    /**
     * What {@code work} gives, whose changes are on the disk when this returns; when it throws, none of them is made. Not
     * to be called inside itself.
     */
    public <T extends @Nullable Object> T write(Work<T> work) {
        return writes.run(work);
    }

    /** Makes a change as {@link #write} does. */
    public void change(Change change) {
        writes.run(handle -> {
            change.in(handle);
            return true;
        });
    }

    @Override
    public void close() {
        pools.close();
    }

    private static void migrate(Pools pools) {
        Flyway.configure()
                .dataSource(pools.writer())
                .locations("classpath:vn/ngatu/api/store/migration")
                .load()
                .migrate();
    }

    private static StoreException fault(String location, String what, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
        return new StoreException("store: " + Pools.shown(location) + " " + what + ": " + why, e);
    }
}
