package org.redoubt.bank.filesystem;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.settings.UnknownSettings;

/**
 * Publishes a bank for each configuration of the factory {@value #PID}.
 *
 * <p>The service is there as soon as the configuration has a proper name, whatever its directory is like: while that is
 * missing, not mounted or not writable, every call fails with one sentence that says so, and succeeds when it is mended. A
 * change of the configuration goes to the published service itself: calls that run end on the old directory.
 */
@Component(name = FileBankComponent.PID, service = {}, immediate = true, configurationPid = FileBankComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FileBankConfiguration.class, factory = true)
public final class FileBankComponent {
    static final String PID = "org.redoubt.bank.filesystem";
    private static final String HOME = "redoubt.home";

    private final Optional<Path> home;
    private final KnownBanks known;
    private final ChangingBank bank;
    private final ServiceRegistration<Bank> registration;

    /**
     * Publishes a bank.
     *
     * @param context of this bundle
     * @param configuration what the operator says
     * @param written the same, with what nobody reads
     */
    @Activate
    public FileBankComponent(BundleContext context, FileBankConfiguration configuration, Map<String, Object> written) {
        home = Optional.ofNullable(context.getProperty(HOME)).map(Path::of);
        // Without a home the framework's storage is what lasts.
        known = new KnownBanks(home.map(path -> path.resolve("var").resolve("banks")).orElseGet(() -> context.getDataFile("banks").toPath()));
        bank = new ChangingBank(open(configuration, written));
        registration = context.registerService(Bank.class, bank, properties(configuration));
    }

    @Modified
    void modified(FileBankConfiguration configuration, Map<String, Object> written) {
        Dictionary<String, Object> properties = properties(configuration);
        bank.change(open(configuration, written));
        registration.setProperties(properties);
    }

    @Deactivate
    void close() {
        registration.unregister();
        bank.close();
    }

    private ChangingBank.Opening open(FileBankConfiguration configuration, Map<String, Object> written) {
        String text = Objects.requireNonNullElse(configuration.path(), "").strip();
        String name = name(configuration);
        Optional<String> unknown = UnknownSettings.in(written, FileBankConfiguration.class);
        if (unknown.isPresent()) {
            return refused(name, "The bank " + name + " cannot be used as it is configured. " + unknown.get(), "Correct the configuration of the bank.");
        }
        String create = Objects.requireNonNullElse(configuration.create(), "").strip();
        if (!create.equals("true") && !create.equals("false")) {
            return refused(name, "The bank " + name + " is configured with \"" + create + "\" for create, which is neither true nor false.",
                    "Correct the configuration of the bank.");
        }
        return path(text).<ChangingBank.Opening>map(path -> new ChangingBank.Opened(
                new FileBank(name, path, create.equals("true"), known, InstantSource.system())))
                .orElseGet(() -> refused(name, "The bank " + name + " is configured with the path \"" + text + "\", which is no absolute path.",
                        "Correct path in the configuration of the bank."));
    }

    private Optional<Path> path(String text) {
        try {
            Path path = home.map(start -> start.resolve(text)).orElseGet(() -> Path.of(text)).normalize();
            return text.isEmpty() || !path.isAbsolute() ? Optional.empty() : Optional.of(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static ChangingBank.Opening refused(String name, String sentence, String hint) {
        return new ChangingBank.Refused(Problem.of(ProblemKind.INVALID, sentence).hint(hint).subject(name));
    }

    private static Dictionary<String, Object> properties(FileBankConfiguration configuration) {
        return new Hashtable<>(Map.of(Bank.NAME, name(configuration)));
    }

    private static String name(FileBankConfiguration configuration) {
        String name = Objects.requireNonNullElse(configuration.name(), "");
        if (!KnownBanks.isName(name)) {
            throw new IllegalArgumentException("A bank on a directory is configured with the name \"" + name
                    + "\". Give it one of letters, digits and _ . @ -, up to 100, that does not begin with a dot.");
        }
        return name;
    }
}
