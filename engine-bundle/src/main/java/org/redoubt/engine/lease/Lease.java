package org.redoubt.engine.lease;

/**
 * A service in use. Thread-safe. It keeps the service until it is closed, and nothing of it afterwards.
 *
 * @param <S> the type of the service
 */
public interface Lease<S> extends AutoCloseable {

    /** What is known of the service. */
    Offer offer();

    /**
     * The service.
     *
     * @throws IllegalStateException if the lease is closed
     */
    S service();

    /** Whether the service is to go: what runs may go on, and should come to its end. */
    boolean draining();

    /** Whether the service has left all the same, while this lease was open: it is not to be called any more. */
    boolean gone();

    /**
     * Says what to do when the service goes away while this lease is still open: the last chance to use it. The action runs
     * on a thread of its own, and is waited for a bounded time. When that has already happened it runs at once, on the
     * calling thread.
     *
     * @param action replaces an earlier one
     */
    void onAbandoned(Runnable action);

    /** Gives the service back. Idempotent; never throws. */
    @Override
    void close();
}
