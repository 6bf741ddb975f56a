package org.redoubt.engine.service;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the engine. */
@ObjectClassDefinition(name = "Redoubt engine", description = "How many hooks may run, and where the engine keeps its files.")
public @interface EngineConfig {
    /** The PID. */
    String PID = "org.redoubt.engine";

    /** The home directory. */
    @AttributeDefinition(name = "Home", description = "The home directory. Empty: the framework property redoubt.home, else ~/.redoubt. "
            + "A change applies at the next start.", required = false)
    String home() default "";

    /** How many main hooks may run at once. */
    @AttributeDefinition(name = "Running mains", description = "How many main hooks of all operations may run at the same time. "
            + "0: twice the number of processors, at least 4. A change applies at once.", min = "0")
    int mains() default 0;
}
