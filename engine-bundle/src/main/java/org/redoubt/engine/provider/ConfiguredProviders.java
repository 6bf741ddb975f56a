package org.redoubt.engine.provider;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.vault.Vault;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.plugin.PluginRegistry;
import org.redoubt.engine.rate.Limits;

/** The providers of all configurations. */
@Component
public final class ConfiguredProviders implements ProviderRegistry {
    private static final Logger LOG = System.getLogger(ConfiguredProviders.class.getName());

    /** An update of a bank's bundle, or a network that is back after a restart of a switch. */
    private static final Duration BANK_GRACE = Duration.ofSeconds(30);

    private final List<ConfiguredProvider> configured = new CopyOnWriteArrayList<>();
    private final BankSource banks;
    private final Vaults vaults;
    private final PluginRegistry plugins;

    /** Nothing is configured yet. */
    @Activate
    public ConfiguredProviders(@Reference Banks banks, @Reference Vaults vaults, @Reference PluginRegistry plugins) {
        this.banks = banks;
        this.vaults = vaults;
        this.plugins = plugins;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProvider(ConfiguredProvider provider) {
        configured.add(provider);
    }

    void unbindProvider(ConfiguredProvider provider) {
        configured.remove(provider);
    }

    @Override
    public List<ProviderView> views() {
        return settings().stream().map(this::view).toList();
    }

    @Override
    public List<String> names() {
        return settings().stream().map(ProviderSetting::name).distinct().toList();
    }

    @Override
    public ProviderView view(String name) throws RedoubtException {
        return view(setting(name));
    }

    @Override
    public Map<String, Optional<Problem>> banks() {
        return banks.known();
    }

    @Override
    public List<Path> bankPaths() {
        List<Path> paths = new ArrayList<>();
        for (String name : banks.known().keySet()) {
            try (Lease<Bank> bank = banks.lease(name)) {
                paths.addAll(bank.service().localPaths());
            } catch (RedoubtException | RuntimeException away) {
                LOG.log(Level.DEBUG, "Nobody knows where the bank {0} is: {1}", name, away.getMessage());
            }
        }
        return paths;
    }

    @Override
    public Optional<Instant> since(String bank) {
        return banks.since(bank);
    }

    @Override
    public Provider provider(String name) throws RedoubtException {
        ProviderSetting setting = setting(name);
        Optional<String> fault = fault(setting);
        if (fault.isPresent()) {
            throw invalid(name, fault.get());
        }
        try {
            return new Provider(setting.name(), setting.description(), setting.bank(), setting.filter(), setting.grace(), setting.retention(),
                    setting.original());
        } catch (InvalidSyntaxException e) {
            throw invalid(name, e.getMessage());
        }
    }

    @Override
    public ProviderLease lease(String name) throws RedoubtException {
        Provider provider = provider(name);
        Lease<Vault> vault = vaults.lease();
        try {
            return new HeldProvider(provider, new SteadyBank(provider.bank(), banks, BANK_GRACE), vault, limits(name));
        } catch (RedoubtException | RuntimeException e) {
            vault.close();
            throw e;
        }
    }

    private Limits limits(String name) {
        return configured.stream().filter(each -> each.setting().name().equals(name)).findFirst().map(ConfiguredProvider::limits).orElseGet(Limits::new);
    }

    private List<ProviderSetting> settings() {
        return configured.stream().map(ConfiguredProvider::setting).sorted(Comparator.comparing(ProviderSetting::name)).toList();
    }

    private ProviderSetting setting(String name) throws RedoubtException {
        List<ProviderSetting> all = settings();
        String known = all.isEmpty() ? "No provider is configured." : all.stream().map(ProviderSetting::name).distinct()
                .collect(Collectors.joining(", ", "These are configured: ", "."));
        return all.stream().filter(setting -> setting.name().equals(name)).findFirst().orElseThrow(() -> new RedoubtException(
                Problem.of(ProblemKind.NOT_FOUND, "There is no provider \"" + name + "\".").hint(known).subject(name)));
    }

    private Optional<String> fault(ProviderSetting setting) {
        boolean twice = settings().stream().filter(other -> other.name().equals(setting.name())).count() > 1;
        Optional<String> original = setting.original().filter(name -> settings().stream().noneMatch(other -> other.name().equals(name)));
        return setting.fault().or(() -> original.map(name -> "The provider \"" + setting.name() + "\" is a replica of \"" + name + "\", which is not configured. If that one is lost, take replicaOf out."))
                .or(() -> twice ? Optional.of("Two configurations have the provider name \"" + setting.name() + "\".") : Optional.empty());
    }

    private static RedoubtException invalid(String name, String fault) {
        return new RedoubtException(Problem.of(ProblemKind.INVALID, fault).hint("Correct the configuration org.redoubt.provider.").subject(name));
    }

    private ProviderView view(ProviderSetting setting) {
        Optional<String> unusable = fault(setting);
        Optional<String> bankId = Optional.empty();
        List<String> types = List.of();
        if (unusable.isEmpty()) {
            try (Lease<Bank> bank = banks.lease(setting.bank())) {
                bankId = Optional.of(bank.service().id());
                // A bank remembers its id; only a look into it tells whether its disk is there.
                bank.service().list(Prefix.of("checkpoints"), Optional.empty(), 1);
                types = plugins.types(setting.filter());
                unusable = vaults.missing().map(problem -> sentence(problem, setting));
            } catch (RedoubtException e) {
                unusable = Optional.of(sentence(e.problem(), setting));
            } catch (InvalidSyntaxException | RuntimeException e) {
                unusable = Optional.of(Problem.of(ProblemKind.PLUGIN, e).message());
            }
        }
        return new ProviderView(setting.name(), setting.description(), setting.bank(), bankId, setting.plugins(), types, unusable);
    }

    /** Whoever shows it names the provider and its bank already. */
    private static String sentence(Problem problem, ProviderSetting setting) {
        return problem.subject().filter(subject -> !List.of(setting.name(), setting.bank()).contains(subject)).map(subject -> subject + ": ").orElse("")
                + problem.message() + problem.hint().map(hint -> " " + hint).orElse("");
    }
}
