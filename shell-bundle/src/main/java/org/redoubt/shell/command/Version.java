package org.redoubt.shell.command;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code redoubt version}. */
@Component(service = Function.class, property = {"osgi.command.scope=redoubt", "osgi.command.function=version"})
public final class Version implements Function {
    private final BundleContext context;

    @Activate
    public Version(BundleContext context) {
        this.context = context;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        System.out.println("redoubt " + context.getBundle().getVersion() + " on Java "
                + Runtime.version().feature() + ", " + context.getBundle(0).getSymbolicName() + " "
                + context.getBundle(0).getVersion());
        return null;
    }
}
