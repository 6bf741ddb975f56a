package org.redoubt.os.linux;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.redoubt.os.linux.account.LinuxAccounts;
import org.redoubt.os.linux.btrfs.BtrfsSubvolumes;
import org.redoubt.os.linux.call.Platform;
import org.redoubt.os.linux.file.LinuxFiles;

/** Enables the services of this bundle where their calls can be made, and says once why not where they cannot. */
@Component(name = "org.redoubt.os.linux.publisher", immediate = true)
public final class Publisher {

    @Activate
    public Publisher(ComponentContext context) {
        this(context, Platform::obstacle, System.getLogger(Publisher.class.getName()));
    }

    Publisher(ComponentContext context, Supplier<Optional<String>> obstacle, System.Logger log) {
        obstacle.get().ifPresentOrElse(
                reason -> log.log(Level.INFO, "Files are handled by Java alone, as " + reason
                        + ": owners by number, access lists, device nodes and holes are not kept"),
                () -> {
                    context.enableComponent(LinuxFiles.NAME);
                    context.enableComponent(LinuxAccounts.NAME);
                    context.enableComponent(BtrfsSubvolumes.NAME);
                });
    }
}
