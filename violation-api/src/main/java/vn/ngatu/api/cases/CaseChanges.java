package vn.ngatu.api.cases;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells who asked that cases came in or changed, after the change is on the disk, on the thread that made it. Only
 * changes made by this process; those of others are found in the audit log. Thread-safe.
 */
public final class CaseChanges {

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Calls {@code listener} with the id of each case that comes in or changes; it must return at once and never throw.
     *
     * @return ends this
     */
    public Runnable listen(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells that the case {@code id} came in or changed. */
    public void tell(String id) {
        listeners.forEach(listener -> listener.accept(id));
    }
}
