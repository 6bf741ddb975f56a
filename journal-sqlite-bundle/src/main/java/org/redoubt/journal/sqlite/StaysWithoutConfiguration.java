package org.redoubt.journal.sqlite;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that stays when its configuration is deleted, and is told of the defaults like of any other change: it carries work, and the
 * specification would have it made anew. Understood by the component runtime of Felix.
 */
@XMLAttribute(namespace = "http://felix.apache.org/xmlns/scr/extensions/v1.0.0", prefix = "felix", mapping = "value=deleteCallsModify")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface StaysWithoutConfiguration {
    boolean value() default true;
}
