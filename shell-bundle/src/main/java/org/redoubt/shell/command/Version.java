package org.redoubt.shell.command;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.redoubt.api.json.JsonObject;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt version}. */
@Component(service = Command.class)
@GogoFunction(function = "version")
public final class Version extends Command {
    private final BundleContext context;

    /** Made by the component runtime. */
    @Activate
    public Version(BundleContext context) {
        super(Usage.of("version", "Says which version of what runs."));
        this.context = context;
    }

    @Override
    int run(Invocation invocation) {
        Bundle framework = context.getBundle(0);
        String version = context.getBundle().getVersion().toString();
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("version", version)
                    .put("java", Runtime.version().toString())
                    .put("framework", framework.getSymbolicName())
                    .put("frameworkVersion", framework.getVersion().toString()).build());
        } else {
            invocation.out().println("redoubt " + version + " on Java " + Runtime.version().feature() + ", "
                    + framework.getSymbolicName() + " " + framework.getVersion());
        }
        return DONE;
    }
}
