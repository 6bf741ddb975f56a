package org.redoubt.deploy;

import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.framework.Bundle;
import org.redoubt.api.deploy.PluginFile;

/** Makes the views that others see. */
final class Views {
    private Views() {
    }

    static PluginFile of(String file, PluginFile.State state, Optional<Bundle> bundle, String reason) {
        return new PluginFile(file, state, bundle.map(Bundle::getSymbolicName),
                bundle.map(each -> each.getVersion().toString()),
                bundle.map(each -> OptionalLong.of(each.getBundleId())).orElse(OptionalLong.empty()), reason);
    }
}
