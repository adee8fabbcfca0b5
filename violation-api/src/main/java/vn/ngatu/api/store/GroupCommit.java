package vn.ngatu.api.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Runs writes one after the other, several in one transaction when several wait: a commit costs a flush of the disk, so
 * those who wait share it. Each write succeeds or fails for itself; when this returns, it is on the disk. Thread-safe.
 */
final class GroupCommit {

    private static final int MOST = 128;
    // The processes that write to one PostgreSQL take turns too: else two could wait for each other's rows for ever.
    private static final String TURN = "update audit_head set seq = seq where id = 1";
    private static final String SAVEPOINT = "one_write";

    private final Jdbi jdbi;
    private final Queue<Task<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock(true);

    GroupCommit(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    <T extends @Nullable Object> T run(Database.Work<T> work) {
        Task<T> task = new Task<>(work);
        waiting.add(task);
        turn.lock();
        try {
            // Whoever has the turn also does the work of those who wait for it.
            while (!task.done) {
                commit(take());
            }
        } finally {
            turn.unlock();
        }
        return task.result();
    }

    private List<Task<?>> take() {
        List<Task<?>> batch = new ArrayList<>();
        Task<?> next;
        while (batch.size() < MOST && (next = waiting.poll()) != null) {
            batch.add(next);
        }
        return batch;
    }

    private void commit(List<Task<?>> batch) {
        RuntimeException fault = null;
        try {
            jdbi.useTransaction(handle -> {
                handle.execute(TURN);
                batch.forEach(task -> task.run(handle));
            });
        } catch (RuntimeException e) {
            fault = e;
        }
        for (Task<?> task : batch) {
            task.end(fault);
        }
    }

    private static final class Task<T extends @Nullable Object> {

        private final Database.Work<T> work;
        private @Nullable T result;
        private @Nullable RuntimeException fault;
        private boolean done;

        Task(Database.Work<T> work) {
            this.work = work;
        }

        void run(Handle handle) {
            handle.savepoint(SAVEPOINT);
            try {
                result = work.in(handle);
                handle.releaseSavepoint(SAVEPOINT);
            } catch (RuntimeException e) {
                fault = e;
                handle.rollbackToSavepoint(SAVEPOINT);
            }
        }

        void end(@Nullable RuntimeException whole) {
            fault = fault == null ? whole : fault;
            done = true;
        }

        @SuppressWarnings("NullAway") // the work's own result, null only where T says so
        T result() {
            if (fault != null) {
                throw fault;
            }
            return result;
        }
    }
}
