package org.redoubt.vault;

import java.io.File;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.settings.UnknownSettings;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.Vault;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.session.SessionSettings;

/** The vault as a service. A change of its configuration applies to new sessions; those that are open go on as they began. */
@Component(service = Vault.class, configurationPid = VaultComponent.PID)
@StaysWithoutConfiguration
@Designate(ocd = Settings.class)
public final class VaultComponent implements Vault {
    static final String PID = "org.redoubt.vault";

    private static final Logger LOG = System.getLogger(VaultComponent.class.getName());

    private final Path temporary;
    private final Path home;
    private volatile VaultService service;

    /**
     * @param context knows where temporary files can go, and by the property {@code redoubt.home} where the home is
     * @param settings the configuration
     * @param written all that stands in it
     */
    @Activate
    public VaultComponent(BundleContext context, Settings settings, Map<String, Object> written) {
        UnknownSettings.warn(LOG, PID, written, Settings.class);
        File own = context.getDataFile("tmp");
        this.temporary = own == null ? Path.of(System.getProperty("java.io.tmpdir")) : own.toPath();
        this.home = Optional.ofNullable(context.getProperty("redoubt.home")).map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".redoubt"));
        this.service = make(settings);
    }

    private VaultService make(Settings settings) {
        int level = within(settings.compressionLevel(), 1, 19);
        int packSize = within(settings.packSizeMebibytes(), 1, 128) << 20;
        int threads = settings.threads() <= 0 ? Runtime.getRuntime().availableProcessors() : within(settings.threads(), 1, 256);
        KeyHome keys = KeyHome.in(home);
        return new VaultService(new SessionSettings(level, packSize, temporary), live(settings), settings.encryption() ? keys : keys.plain(), threads);
    }

    private static LiveSettings live(Settings settings) {
        int beat = within(settings.signOfLifeSeconds(), 1, 3600);
        int silence = within(settings.silenceSeconds(), 2 * beat, 86_400);
        return new LiveSettings(Duration.ofSeconds(beat), Duration.ofSeconds(silence), InstantSource.system());
    }

    private static int within(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }

    @Modified
    void modified(Settings settings, Map<String, Object> written) {
        UnknownSettings.warn(LOG, PID, written, Settings.class);
        // Sessions of the service before keep its threads, which end by themselves when they have nothing to do.
        service = make(settings);
    }

    @Override
    public VaultSession open(Bank bank, SessionOptions options) throws VaultException {
        return service.open(bank, options);
    }

    @Override
    public Bank documents(Bank bank) {
        return service.documents(bank);
    }

    @Override
    public Optional<String> id(Bank bank) throws VaultException {
        return service.id(bank);
    }

    @Override
    public void replicate(Bank bank, Bank original) throws VaultException {
        service.replicate(bank, original);
    }

    @Override
    public VaultKeys keys(Bank bank, List<Secret> with) {
        return service.keys(bank, with);
    }

    @Override
    public CollectReport collect(Bank bank, CollectOptions options, LiveData live) throws VaultException {
        return service.collect(bank, options, live);
    }

    @Override
    public ScrubReport scrub(Bank bank, ScrubOptions options, ScrubProgress progress) throws VaultException {
        return service.scrub(bank, options, progress);
    }

    @Override
    public List<Key> missed(Bank bank, Optional<String> checkpoint) throws VaultException {
        return service.missed(bank, checkpoint);
    }

    @Override
    public RepairReport repair(Bank bank, RepairOptions options, LiveData live) throws VaultException {
        return service.repair(bank, options, live);
    }

    @Override
    public List<ScrubNote> scrubs(Bank bank) throws VaultException {
        return service.scrubs(bank);
    }

    @Deactivate
    void close() {
        service.close();
    }
}
