package org.redoubt.engine.framework;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A service without a framework, so that a test can have a thousand engines with services of their own.
 *
 * @param reference what is bound
 * @param <S> the type of the service
 */
public record OfferedService<S>(ServiceReference<S> reference) {
    /** The bundle of all of them. */
    public static final long BUNDLE = -1;
    private static final String SERVICE = "service.object";
    private static final AtomicLong NUMBER = new AtomicLong();

    /** A service with some properties. */
    public static <T> OfferedService<T> of(T service, Map<String, ?> properties) {
        Dictionary<String, Object> all = new Hashtable<>(properties);
        all.put(Constants.SERVICE_ID, NUMBER.incrementAndGet());
        all.put(SERVICE, service);
        @SuppressWarnings("unchecked")
        ServiceReference<T> reference = (ServiceReference<T>) Proxy.newProxyInstance(ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperties" -> all;
                    case "getBundle" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new OfferedService<>(reference);
    }

    /** Gives out the services that are bound in it. */
    public static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getService" -> ((ServiceReference<?>) arguments[0]).getProperties().get(SERVICE);
                    case "ungetService" -> true;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
