package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import vn.ngatu.core.violation.ViolationSink;

/**
 * Writes packages on an executor, which must run one task after the other; {@code Runnable::run} makes it synchronous and
 * deterministic. A failure is told by the next {@link #check}; the violation concerned and those after it have then not
 * reached the sink. Used by one recorder on its thread.
 */
public final class DirectQueue implements PackageQueue {

    private final Path root;
    private final EvidenceChain chain;
    private final ViolationSink sink;
    private final Executor executor;
    private final List<CompletableFuture<Void>> running = new ArrayList<>();

    /**
     * Continues the packages of the folder {@code root}, which is made when the first one is written.
     *
     * @param root must lie beside {@code violations.jsonl}, whose paths start there
     * @throws IOException when the packages already there can't be read
     */
    public DirectQueue(Path root, ViolationSink sink, Executor executor) throws IOException {
        this.root = root;
        this.chain = EvidenceChain.in(root);
        this.sink = sink;
        this.executor = executor;
    }

    @Override
    public String folder() {
        return String.valueOf(root.getFileName());
    }

    @Override
    public void decided(Supplier<PackageTask> draft) {
        // A recorded clip can be analysed again.
    }

    @Override
    public void withdrawn(String id) {
        // Nothing was noted.
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void add(PackageTask task) {
        Runnable work = () -> {
            try (PackageTask open = task) {
                sink.accept(open.write(root, chain));
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        };
        running.add(CompletableFuture.runAsync(work, executor));
    }

    @Override
    public void check(boolean wait) throws IOException {
        while (!running.isEmpty() && (wait || running.get(0).isDone())) {
            try {
                running.remove(0).join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
