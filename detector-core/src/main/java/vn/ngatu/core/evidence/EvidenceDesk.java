package vn.ngatu.core.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.ViolationSink;

/**
 * Writes the packages of all cameras of a running engine, one after the other on a thread of its own, into one store. What
 * can't be written, because the disk is full or the sink refuses, is tried again until it can: nothing is dropped, the
 * desk fills up, and {@link #failure} tells. Safe for use by any thread.
 */
public final class EvidenceDesk implements PackageQueue, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceDesk.class);
    private static final long RETRY_MS = 2000;
    private static final int MOST_FAULTS = 3;

    private final EvidenceStore store;
    private final ViolationSink sink;
    private final int most;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<PackageTask> tasks = new ArrayDeque<>();
    private final Thread thread;
    private long bytes;
    private long written;
    private boolean closing;
    private boolean abandoned;
    private @Nullable PackageTask listing;
    private @Nullable String failure;

    /**
     * A desk that works until it is closed.
     *
     * @param sink takes each violation once its package and its line in the journal are on the disk
     * @param most how many packages may wait
     * @param mostBytes how many bytes of video they may hold together; one package is always taken
     */
    public EvidenceDesk(EvidenceStore store, ViolationSink sink, int most, long mostBytes) {
        this.store = store;
        this.sink = sink;
        this.most = most;
        this.mostBytes = mostBytes;
        thread = new Thread(this::run, "evidence");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public String folder() {
        return String.valueOf(store.root().getFileName());
    }

    @Override
    public void decided(Supplier<PackageTask> draft) {
        try (PackageTask task = draft.get()) {
            store.note(task);
        } catch (IOException e) {
            LOG.error("evidence: a decided violation can't be noted and a crash would lose it: {}", e.toString());
        }
    }

    @Override
    public void withdrawn(String id) {
        store.forget(id);
    }

    @Override
    public boolean hasRoom() {
        lock.lock();
        try {
            return tasks.isEmpty() || tasks.size() < most && bytes < mostBytes;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void add(PackageTask task) {
        lock.lock();
        try {
            tasks.addLast(task);
            bytes += task.bytes();
            if (closing) {
                task.hurry(Reason.ENGINE_STOPPED);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void check(boolean wait) {
        // Failures are the desk's own: it tries again.
    }

    /** Why nothing can be written now; null when all is well. */
    public @Nullable String failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** How many packages wait or are being written. */
    public int waiting() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many packages were written and reported. */
    public long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Finishes what waits, first with everything it should hold, from half of the time on without what takes long.
     *
     * @return the violations whose packages could not be written in {@code limit}: each is listed without evidence, or
     *     where even that can't be written, logged
     */
    public List<ReportedViolation> finish(Duration limit) {
        lock.lock();
        try {
            if (abandoned) {
                return List.of();
            }
            closing = true;
            changed.signalAll();
            awaitEmpty(limit.dividedBy(2));
            tasks.forEach(task -> task.hurry(Reason.ENGINE_STOPPED));
            awaitEmpty(limit.dividedBy(2));
            abandoned = true;
            changed.signalAll();
            List<ReportedViolation> bare = new ArrayList<>();
            for (PackageTask task : tasks) {
                if (task != listing) {
                    listBare(task.reported().withoutEvidence());
                    bare.add(task.reported());
                }
            }
            return bare;
        } finally {
            lock.unlock();
        }
    }

    private void listBare(ReportedViolation violation) {
        try {
            store.list(violation);
            LOG.warn("violation {}: no time for its evidence before the end; it is listed without", violation.id());
        } catch (IOException e) {
            LOG.error("violation {} could not be written before the end: {}", violation, e.toString());
        }
    }

    private void awaitEmpty(Duration limit) {
        long left = limit.toNanos();
        try {
            while (!tasks.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish(Duration.ZERO);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (PackageTask task = next(); task != null; task = next()) {
                try (PackageTask open = task) {
                    write(open);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("evidence: interrupted");
        } finally {
            closeLeft();
        }
    }

    private @Nullable PackageTask next() throws InterruptedException {
        lock.lock();
        try {
            while (tasks.isEmpty() && !closing) {
                changed.await();
            }
            return abandoned ? null : tasks.peekFirst();
        } finally {
            lock.unlock();
        }
    }

    private void write(PackageTask task) throws InterruptedException {
        Progress progress = new Progress(task);
        while (!progress.advance()) {
            if (pause()) {
                return;
            }
        }
        lock.lock();
        try {
            tasks.removeFirst();
            bytes -= task.bytes();
            written++;
            failure = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the desk was closed meanwhile. */
    private boolean pause() throws InterruptedException {
        lock.lock();
        try {
            if (!abandoned) {
                changed.await(RETRY_MS, TimeUnit.MILLISECONDS);
            }
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    private void failed(Exception e) {
        String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        lock.lock();
        try {
            if (!reason.equals(failure)) {
                LOG.error("evidence: can't be written, will be tried again: {}", reason);
            }
            failure = reason;
        } finally {
            lock.unlock();
        }
    }

    private void closeLeft() {
        lock.lock();
        try {
            tasks.forEach(PackageTask::close);
        } finally {
            lock.unlock();
        }
    }

    /** How far one package has come: a step that succeeded is not repeated. */
    private final class Progress {
        private final PackageTask task;
        private @Nullable ReportedViolation packed;
        private boolean listed;
        private int faults;

        Progress(PackageTask task) {
            this.task = task;
        }

        /** Writes the violation's line once; false when the desk was closed before that. */
        private boolean list(ReportedViolation violation) throws IOException {
            lock.lock();
            try {
                if (!listed && !abandoned) {
                    store.list(violation);
                    listed = true;
                    listing = task;
                }
                return listed;
            } finally {
                lock.unlock();
            }
        }

        boolean advance() {
            try {
                ReportedViolation violation = packed == null ? task.write(store.root(), store.chain()) : packed;
                packed = violation;
                if (!list(violation)) {
                    return false;
                }
                sink.accept(violation);
                return true;
            } catch (IOException e) {
                failed(e);
            } catch (RuntimeException e) {
                failed(e);
                if (packed == null && ++faults >= MOST_FAULTS) {
                    // Not the disk's fault and not curable by waiting: the violation counts more than its pictures.
                    LOG.error(
                            "violation {}: reported without evidence",
                            task.reported().id(),
                            e);
                    packed = task.reported().withoutEvidence();
                }
            }
            return false;
        }
    }
}
