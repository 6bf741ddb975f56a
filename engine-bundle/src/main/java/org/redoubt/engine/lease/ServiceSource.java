package org.redoubt.engine.lease;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/**
 * Where the object of a service comes from. Every get that succeeds is followed by one unget.
 *
 * @param <S> the type of the service
 */
public interface ServiceSource<S> {

    /**
     * The object; making it may run code of the bundle that offers it.
     *
     * @throws RedoubtException with the reason why there is none
     */
    S get() throws RedoubtException;

    /** Gives one use back. */
    void unget();

    /** A service of the framework. */
    static <T> ServiceSource<T> of(BundleContext context, ServiceReference<T> reference, ComponentReports reports) {
        return new ServiceSource<>() {
            @Override
            public T get() throws RedoubtException {
                T service = context.getService(reference);
                if (service == null) {
                    throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, reports.failure(Offer.of(reference)))
                            .subject(Offer.of(reference).label()));
                }
                return service;
            }

            @Override
            public void unget() {
                try {
                    context.ungetService(reference);
                } catch (IllegalStateException engineIsGone) {
                    // With the bundle of the engine all its uses of services have ended.
                    return;
                }
            }
        };
    }
}
