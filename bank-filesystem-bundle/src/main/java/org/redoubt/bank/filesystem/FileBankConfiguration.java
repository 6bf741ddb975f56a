package org.redoubt.bank.filesystem;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator says of a bank on a directory. */
@ObjectClassDefinition(name = "Redoubt bank on a directory", description = "Keeps checkpoints in a directory of this host.")
@interface FileBankConfiguration {

    /** What providers call the bank. */
    @AttributeDefinition(name = "Name", description = "What providers call the bank: letters, digits and _ . @ -, up to 100.")
    String name();

    /** Where the bank is. */
    @AttributeDefinition(name = "Path", description = "The directory; a relative one begins at the home.")
    String path();

    /** Whether a bank may begin. A text, so that a word that is neither {@code true} nor {@code false} is explained. */
    @AttributeDefinition(name = "Create", required = false,
            description = "Whether a new bank may begin in a directory that is empty or not there.")
    String create() default "true";
}
