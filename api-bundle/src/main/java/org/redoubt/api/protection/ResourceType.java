package org.redoubt.api.protection;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service property {@code redoubt.resource.type}: the types of resources that a {@link ProtectionPlugin} protects.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ResourceType {
    /** The prefix of the property. */
    String PREFIX_ = "redoubt.";
    /** The name of the property. */
    String PROPERTY = "redoubt.resource.type";

    /** One or more types. */
    String[] value();
}
