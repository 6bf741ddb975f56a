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

    /** How many hooks may hold a capacity. */
    @AttributeDefinition(name = "Capacities", description = "How many main and complete hooks of all operations may hold a capacity at the same time, "
            + "as NAME=LIMIT, several separated by commas. NAME may end with *, then each name that begins so has this limit; the exact name wins, then "
            + "the longest beginning; what no entry fits has no limit. What is written into a bank holds bank:NAME, a volume that is read "
            + "disk:NAME, with the device or share that it lies on. A change applies at once.", required = false)
    String[] capacities() default {};

    /** After how many seconds a prepare hook is late. */
    @AttributeDefinition(name = "Time-out of prepare hooks", description = "After how many seconds a prepare hook has failed, as somebody may be kept "
            + "waiting meanwhile. A plan may say otherwise. 0: never. A change applies to operations that begin later.", min = "0")
    int prepareTimeout() default 600;

    /** After how many seconds another hook is late. */
    @AttributeDefinition(name = "Time-out of other hooks", description = "After how many seconds a main or complete hook has failed. A plan may say "
            + "otherwise. 0: never, as nobody knows how much data there is. A change applies to operations that begin later.", min = "0")
    int hookTimeout() default 0;

    /** After how many seconds of silence another hook is late. */
    @AttributeDefinition(name = "Stall time-out", description = "After how many seconds without a sign of life a main or complete hook has failed, "
            + "however long it may take as a whole: it has moved no data, told of no progress and made no other use of its context. Not for plans that "
            + "say how long a hook may take. 0: never. A change applies to operations that begin later.", min = "0")
    int stallTimeout() default 3600;

    /** After how many seconds a lease is renewed. */
    @AttributeDefinition(name = "Lease renewal", description = "After how many seconds this runtime gives a new sign of life in the banks that it "
            + "writes to. A change applies after the next sign.", min = "1")
    int leaseRenewal() default 10;

    /** After how many seconds without a sign a runtime is taken for gone. */
    @AttributeDefinition(name = "Lease silence", description = "After how many seconds without a new sign of life a runtime is taken for gone. Several "
            + "renewals should fit in. A change applies at once.", min = "1")
    int leaseSilence() default 60;

    /** After how many seconds banks are looked into for what is unfinished. */
    @AttributeDefinition(name = "Watch interval", description = "After how many seconds banks are looked into for what runtimes have left that are gone. "
            + "A change applies at once.", min = "1")
    int watchInterval() default 60;
}
