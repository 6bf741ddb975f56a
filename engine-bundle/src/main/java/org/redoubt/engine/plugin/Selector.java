package org.redoubt.engine.plugin;

import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.Filter;
import org.redoubt.api.protection.OperationType;

/**
 * Which plugin is wanted.
 *
 * @param type the type of the resource
 * @param operation what it is wanted for
 * @param filter the filter of the provider on the service properties of plugins
 * @param written who wrote the section that is to be read; empty for protect
 */
public record Selector(String type, OperationType operation, Optional<Filter> filter, Optional<Written> written) {
    /** Checks that all is there. */
    public Selector {
        Objects.requireNonNull(type);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(filter);
        Objects.requireNonNull(written);
    }

    /** A plugin that protects resources of a type. */
    public static Selector protect(String type, Optional<Filter> filter) {
        return new Selector(type, OperationType.PROTECT, filter, Optional.empty());
    }

    /** A plugin that reads a section. */
    public static Selector reading(String type, OperationType operation, Optional<Filter> filter, Written written) {
        return new Selector(type, operation, filter, Optional.of(written));
    }
}
