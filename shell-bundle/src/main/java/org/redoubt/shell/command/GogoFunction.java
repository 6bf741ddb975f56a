package org.redoubt.shell.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties by which Gogo finds a command. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface GogoFunction {
    /** The prefix of the properties. */
    String PREFIX_ = "osgi.command.";

    /** The scope in Gogo. */
    String scope() default "redoubt";

    /** The name of the function. */
    String function();
}
