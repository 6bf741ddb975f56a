package org.redoubt.deploy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.redoubt.api.deploy.PluginFile;
import org.redoubt.api.deploy.PluginFolder;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.settings.UnknownSettings;

/**
 * Looks into the folder named by the framework property {@value #FOLDER} again and again. The first look is over when
 * the component is active, so a runtime that says it is ready has its plugins.
 */
@Component(immediate = true, configurationPid = DeployConfig.PID)
@StaysWithoutConfiguration
@Designate(ocd = DeployConfig.class)
public final class Watch implements PluginFolder {
    static final String FOLDER = "redoubt.plugins";

    private static final Logger LOG = System.getLogger(Watch.class.getName());
    private static final long POLL_MILLIS = 500;

    private final Path directory;
    private final Drain drain = new Drain();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("redoubt-plugins").unstarted(work));
    private final Retirement retirement = new Retirement(drain, thread);
    private final Deployer deployer;

    /** Made by the component runtime. */
    @Activate
    public Watch(BundleContext context, @Reference ServiceComponentRuntime components, DeployConfig config, Map<String, Object> written) throws IOException {
        configure(config, written);
        String folder = context.getProperty(FOLDER);
        directory = Path.of(folder == null ? "plugins" : folder);
        deployer = new Deployer(context, directory, new Components(components), retirement);
        if (folder != null) {
            deployer.forgetThePast();
            deployer.look(false);
            thread.scheduleWithFixedDelay(() -> look(true), POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Modified
    void configure(DeployConfig config, Map<String, Object> written) {
        UnknownSettings.warn(LOG, DeployConfig.PID, written, DeployConfig.class);
        retirement.grace(Duration.ofSeconds(config.drainTime()));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(ProtectionService engine) {
        drain.engine(engine);
    }

    void unbind(ProtectionService engine) {
        drain.noEngine(engine);
    }

    @Deactivate
    void stop() {
        thread.shutdown();
    }

    private void look(boolean patient) {
        try {
            deployer.look(patient);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "The folder " + directory + " could not be read.", e);
        }
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public List<PluginFile> files() {
        return deployer.files();
    }

    @Override
    public void refresh() throws InterruptedException {
        try {
            thread.submit(() -> look(false)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
