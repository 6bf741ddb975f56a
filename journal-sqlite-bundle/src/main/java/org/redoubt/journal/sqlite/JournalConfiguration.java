package org.redoubt.journal.sqlite;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator says of the journal. */
@ObjectClassDefinition(name = "Redoubt journal in SQLite", description = "Keeps the durable record of operations and of their undo steps.")
@interface JournalConfiguration {

    /** Where it is. */
    @AttributeDefinition(name = "File", required = false, description = "The file, on a disk of this host; a relative path begins at the home. "
            + "Empty: var/journal/journal.db in the home. A change applies at the next start.")
    String file() default "";
}
