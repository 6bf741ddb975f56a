package org.redoubt.api.protection;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service properties {@code redoubt.format} and {@code redoubt.format.reads}: which version of its own format a
 * {@link ProtectionPlugin} writes into sections, and which versions it can read.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface DataFormat {
    /** The prefix of the properties. */
    String PREFIX_ = "redoubt.";
    /** The name of the property with the version that is written. */
    String FORMAT = "redoubt.format";
    /** The name of the property with the versions that are read. */
    String READS = "redoubt.format.reads";

    /** The version that is written, such as {@code 1.0}. */
    String format() default "1.0";

    /** The range of versions that can be read, such as {@code [1.0,2.0)}. */
    String format_reads() default "[1.0,2.0)";
}
