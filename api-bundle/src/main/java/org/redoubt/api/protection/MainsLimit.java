package org.redoubt.api.protection;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service property {@code redoubt.mains.limit}: how many main hooks of a {@link ProtectionPlugin} may run at the same time, in all
 * operations together. Without it only the limits of the runtime and of capacities hold.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface MainsLimit {
    /** The prefix of the property. */
    String PREFIX_ = "redoubt.";
    /** The name of the property. */
    String PROPERTY = "redoubt.mains.limit";

    /** At least 1. */
    int value();
}
