package org.redoubt.plugin.volume.host;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.redoubt.api.os.Accounts;
import org.redoubt.api.os.HostFiles;
import org.redoubt.plugin.volume.portable.PortableAccounts;
import org.redoubt.plugin.volume.portable.PortableFiles;

/**
 * The best way to reach files at the moment: the operating system's own where a bundle offers that, else Java alone. A hook
 * asks once, so the way never changes under it.
 */
@Component(service = Hosts.class)
public final class Hosts {
    private final AtomicReference<HostFiles> files = new AtomicReference<>();
    private final AtomicReference<Accounts> accounts = new AtomicReference<>();
    private final BooleanSupplier root;

    /** Knows of no service yet. */
    @Activate
    public Hosts() {
        this(Hosts::isRoot);
    }

    /**
     * Knows of no service yet; they come by bind.
     *
     * @param root whether the system shows this process everything
     */
    public Hosts(BooleanSupplier root) {
        this.root = root;
    }

    private static boolean isRoot() {
        try {
            return Privilege.administersFileSystems();
        } catch (IOException unknown) {
            return false;
        }
    }

    /** The way to reach files from now on. */
    public Host current() {
        HostFiles system = files.get();
        Accounts names = accounts.get();
        return system == null
                ? new Host(new PortableFiles(), names == null ? new PortableAccounts() : names, false, false)
                : new Host(system, names == null ? new PortableAccounts() : names, true, root.getAsBoolean());
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    public void bindFiles(HostFiles service) {
        files.set(service);
    }

    public void unbindFiles(HostFiles service) {
        files.compareAndSet(service, null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    public void bindAccounts(Accounts service) {
        accounts.set(service);
    }

    public void unbindAccounts(Accounts service) {
        accounts.compareAndSet(service, null);
    }
}
