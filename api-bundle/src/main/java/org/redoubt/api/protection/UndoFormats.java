package org.redoubt.api.protection;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service property {@code redoubt.undo.formats}: the formats of undo steps ({@link UndoSpec#format}) that a
 * {@link ProtectionPlugin} understands. It is not asked to take back a step of another format that another version of it has
 * registered; such a step waits for a version that understands it. A plugin without this property is asked for every format.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface UndoFormats {
    /** The prefix of the property. */
    String PREFIX_ = "redoubt.";
    /** The name of the property. */
    String PROPERTY = "redoubt.undo.formats";

    /** One or more formats, also those of earlier versions that are still understood. */
    int[] value();
}
