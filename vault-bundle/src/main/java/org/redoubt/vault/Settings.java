package org.redoubt.vault;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the vault, PID {@code org.redoubt.vault}. A change applies to new sessions. */
@ObjectClassDefinition(name = "Redoubt vault", description = "How bulk data is stored. A change applies to new operations.")
public @interface Settings {

    /** How hard to compress. */
    @AttributeDefinition(name = "Compression level", min = "1", max = "19",
            description = "As Zstandard counts it: 1 is fastest, 19 is smallest; 3 suits most data.")
    int compressionLevel() default 3;

    /** How large packs become. */
    @AttributeDefinition(name = "Pack size in MiB", min = "1", max = "128",
            description = "The length of the objects that chunks are collected in. A session needs four times as much memory; where there is less they become smaller.")
    int packSizeMebibytes() default 16;

    /** Whether vaults are encrypted. */
    @AttributeDefinition(name = "Encryption",
            description = "Whether a vault that is made is encrypted with the key in etc/keys of the home, and others are refused. Leave it on.")
    boolean encryption() default true;

    /** How many threads compute. */
    @AttributeDefinition(name = "Threads", min = "0", max = "256",
            description = "How many threads hash and compress; 0 for one per processor.")
    int threads() default 0;

    /** After how many seconds a session gives a sign of life. */
    @AttributeDefinition(name = "Sign of life", min = "1", max = "3600",
            description = "After how many seconds an open session gives a new sign of life and looks whether its vault is being collected.")
    int signOfLifeSeconds() default 15;

    /** After how many seconds without one a session counts as gone. */
    @AttributeDefinition(name = "Silence", min = "2", max = "86400", description = "After how many seconds without a sign of life a collection takes a "
            + "session for gone; at least twice the time between two signs. All runtimes that use a bank should agree on both.")
    int silenceSeconds() default 120;
}
