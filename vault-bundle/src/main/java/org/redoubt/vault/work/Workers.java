package org.redoubt.vault.work;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;

/**
 * The threads of a vault. All hashing, compressing and access to banks and files happens here and never on a thread of a caller:
 * virtual threads are not time-sliced, and an interrupt of a caller would close a channel that others use. No task waits for
 * another task of the same pool; what bounds the memory is that callers wait before they hand over more.
 */
public final class Workers implements AutoCloseable {
    private static final int IO_THREADS = 8;

    private final int threads;
    private final ExecutorService cpu;
    private final ExecutorService io;

    /**
     * @param threads how many threads compute
     */
    public Workers(int threads) {
        this(threads, pool("redoubt-vault-cpu", threads));
    }

    private Workers(int threads, ExecutorService cpu) {
        this.threads = threads;
        this.cpu = cpu;
        this.io = pool("redoubt-vault-io", IO_THREADS);
    }

    /**
     * The same threads to compute on, and others for accesses: a bank that is slow, or does not answer, holds up only who uses it. They end
     * when they have nothing to do, and take nothing more when the vault is closed.
     */
    public Workers apart() {
        return new Workers(threads, cpu);
    }

    private static ExecutorService pool(String name, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                // Nothing of the thread that happens to ask first, as the class loader of a plugin must be free to go.
                Thread.ofPlatform().name(name + "-", 1).daemon().inheritInheritableThreadLocals(false).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** How many threads compute. */
    public int threads() {
        return threads;
    }

    /** Runs a computation. */
    public <T> CompletableFuture<T> compute(Callable<T> task) {
        return submit(cpu, task);
    }

    /** Runs an access to a bank or file. */
    public <T> CompletableFuture<T> access(Callable<T> task) {
        return submit(io, task);
    }

    private <T> CompletableFuture<T> submit(ExecutorService pool, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            if (cpu.isShutdown()) {
                throw new RejectedExecutionException();
            }
            pool.execute(() -> {
                try {
                    result.complete(task.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new VaultException(
                    Problem.of(ProblemKind.UNAVAILABLE, "The vault is shutting down."), e));
        }
        return result;
    }

    /**
     * Waits for a result on the thread of a caller.
     *
     * @throws VaultException what the task threw, or of kind {@code CANCELLED} if the caller is interrupted; the task goes on
     */
    public static <T> T await(Future<T> result) throws VaultException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.cancelled();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw Failures.again(cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause);
        }
    }

    /** Refuses to begin on a thread that was interrupted. */
    public static void checkInterrupt() throws VaultException {
        if (Thread.currentThread().isInterrupted()) {
            throw Failures.cancelled();
        }
    }

    /** Lets the tasks that were handed over end; later ones are refused. */
    @Override
    public void close() {
        cpu.shutdown();
        io.shutdown();
    }
}
