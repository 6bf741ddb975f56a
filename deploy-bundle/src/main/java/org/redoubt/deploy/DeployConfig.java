package org.redoubt.deploy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the plugins folder. */
@ObjectClassDefinition(name = "Redoubt plugins folder", description = "How plugins of the folder are replaced and removed.")
public @interface DeployConfig {
    /** The PID. */
    String PID = "org.redoubt.deploy";

    /** For how many seconds operations may go on with a plugin that is replaced or removed. */
    @AttributeDefinition(name = "Drain time", description = "For how many seconds operations that began with a plugin may go on with it after its file "
            + "was replaced or removed. What runs then is stopped and undone. The default is longer than any sane operation. A change applies to what is "
            + "replaced or removed later.", min = "1")
    long drainTime() default 12 * 60 * 60;
}
