package org.redoubt.plugin.server.command;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator says of a server. */
@ObjectClassDefinition(name = "Redoubt server with commands",
        description = "A server of several volumes that is frozen and thawed by commands of this host.")
@interface CommandConfiguration {

    /** Its name. */
    @AttributeDefinition(name = "Name", description = "The name of the server, unique on this host.")
    String name();

    /** Its volumes. */
    @AttributeDefinition(name = "Volumes", description = "Absolute paths, separated by commas; one with a comma in double quotes.")
    String[] volumes() default {};

    /** How it is frozen. */
    @AttributeDefinition(name = "Freeze", required = false, description = "A program and its arguments, run without a shell. Nothing: it is never frozen.")
    String[] freeze() default {};

    /** How it is thawed. */
    @AttributeDefinition(name = "Thaw", required = false,
            description = "A program and its arguments, run without a shell. It has to succeed also when nothing is frozen any more.")
    String[] thaw() default {};

    /** How long freezing may take. A text, so that one that is no number is explained instead of hiding the server. */
    @AttributeDefinition(name = "Time-out of freeze", required = false, description = "Seconds after which the freeze command is killed.")
    String freezeTimeout() default "30";

    /** How long thawing may take. */
    @AttributeDefinition(name = "Time-out of thaw", required = false, description = "Seconds after which the thaw command is killed.")
    String thawTimeout() default "60";

    /** How long it may be frozen. */
    @AttributeDefinition(name = "Longest freeze", required = false,
            description = "Seconds after which it is thawed, whatever happens, also if nobody has set a shorter time.")
    String maximumFreeze() default "300";

    /** What freezing brings about. */
    @AttributeDefinition(name = "Grade", required = false,
            description = "How consistent the volumes are while frozen: application, filesystem or crash.")
    String grade() default "filesystem";

    /** What nobody can write to while it is frozen. */
    @AttributeDefinition(name = "Frozen paths", required = false, description = "Directories that nobody can write to while it is frozen, "
            + "separated by commas. Not set: the volumes for the grade filesystem, else none; set to nothing: none.")
    String[] frozenPaths() default {};

    /** What thaw says if nothing is frozen. */
    @AttributeDefinition(name = "Not frozen", required = false,
            description = "If thaw fails and its output has this text, nothing was frozen any more. What fsfreeze says is the default.")
    String notFrozen() default "Invalid argument";
}
