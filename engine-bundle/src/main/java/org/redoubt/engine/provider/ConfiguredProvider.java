package org.redoubt.engine.provider;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.redoubt.engine.rate.Limits;

/** One provider for each configuration with the factory PID {@code org.redoubt.provider}. Thread-safe. */
@Component(service = ConfiguredProvider.class, configurationPid = "org.redoubt.provider", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ProviderConfig.class, factory = true)
public final class ConfiguredProvider {
    private final AtomicReference<ProviderSetting> setting;
    private final Limits limits = new Limits();

    /** As configured. */
    @Activate
    public ConfiguredProvider(ProviderConfig config, Map<String, Object> properties) {
        setting = new AtomicReference<>(ProviderSetting.of(config, properties));
        setting.get().apply(limits);
    }

    @Modified
    void modified(ProviderConfig config, Map<String, Object> properties) {
        setting.set(ProviderSetting.of(config, properties));
        setting.get().apply(limits);
    }

    /** What is configured now. */
    ProviderSetting setting() {
        return setting.get();
    }

    /** What limits all who use its bank now. */
    Limits limits() {
        return limits;
    }
}
