package org.redoubt.engine.lease;

/**
 * Runs code of another bundle with the class loader of that bundle as the context class loader, as libraries inside a plugin
 * look their own services up by it. The thread has its own one back afterwards, so no thread keeps a plugin that is gone.
 */
public final class ContextLoader {
    private ContextLoader() {
    }

    /**
     * What is run.
     *
     * @param <T> what it answers
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Body<T, E extends Exception> {
        /** Runs it. */
        T run() throws E;
    }

    /**
     * Runs a body.
     *
     * @param owner the object whose class loader is meant
     * @param body what is run
     */
    public static <T, E extends Exception> T with(Object owner, Body<T, E> body) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(owner.getClass().getClassLoader());
        try {
            return body.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
