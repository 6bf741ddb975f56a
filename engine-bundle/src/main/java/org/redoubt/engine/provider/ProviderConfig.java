package org.redoubt.engine.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of a provider. */
@ObjectClassDefinition(name = "Redoubt provider", description = "A bank, and the plugins that work with it.")
@interface ProviderConfig {
    /** Its name. */
    @AttributeDefinition(name = "Name", description = "The name that plans and commands use.")
    String name();

    /** Its bank. */
    @AttributeDefinition(name = "Bank", description = "The name of its bank: redoubt.bank.name of the configuration of the bank.")
    String bank();

    /** Its plugins. */
    @AttributeDefinition(name = "Plugins", required = false,
            description = "An LDAP filter on the service properties of plugins, such as (redoubt.resource.type=Host::*). Empty for all.")
    String plugins() default "";

    /** For people. */
    @AttributeDefinition(name = "Description", required = false, description = "A sentence for people.")
    String description() default "";

    /** The grace of deletions. A text, so that one that is no number is explained instead of hiding the provider. */
    @AttributeDefinition(name = "Grace of deletions", description = "For how many days a checkpoint can be undeleted at least. 0: until the "
            + "next collection. It counts when the bank is collected, also for what was deleted before.")
    String graceDays() default "7";

    /** How long data stays whoever wants to delete it. A text for the same reason. */
    @AttributeDefinition(name = "Retention", required = false, description = "For how many days the bank is told to refuse to delete data, counted "
            + "from the last checkpoint that needs it. The bank must have object lock. 0 for no retention.")
    String retainDays() default "0";

    /** What may come from the bank. */
    @AttributeDefinition(name = "Read rate", required = false, description = "How many bytes of bulk data may come from the bank in a second, such as 20M, "
            + "for all operations of this provider together; at least 64K. Empty for no limit. A change applies at once.")
    String readRate() default "";

    /** What may go to the bank. */
    @AttributeDefinition(name = "Write rate", required = false, description = "How many bytes of bulk data may go to the bank in a second, such as 20M, "
            + "for all operations of this provider together; at least 64K. Empty for no limit. A change applies at once.")
    String writeRate() default "";

    /** Whose vault the bank has. */
    @AttributeDefinition(name = "Replica of", required = false, description = "The name of another provider whose vault the bank of this one is to have, "
            + "with the same keys: what is copied between them is moved without being opened. The bank must have no vault yet. Empty for a vault of its own.")
    String replicaOf() default "";
}
