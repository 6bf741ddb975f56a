package org.redoubt.engine.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.redoubt.api.access.Access;
import org.redoubt.api.access.Action;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.snapshot.VolumeSnapshotter;
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
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.framework.TestFramework;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Leases;
import org.redoubt.testkit.bank.MemoryBank;

class ProvidersTest {
    private static final Caller CALLER = Caller.of("me", ProjectId.DEFAULT);

    @TempDir
    private Path folder;
    private TestFramework framework;
    private ProviderRegistry providers;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(folder);
        providers = framework.service(ProviderRegistry.class);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    @Test
    void givenConfigurations_thenEachIsAProviderThatSaysWhatItLacks() throws Exception {
        framework.context().registerService(Vault.class, new UnusedVault(), properties());
        bank("disk", new MemoryBank());
        configure("good", "disk", "");
        configure("homeless", "tape", "");
        configure("filtered", "disk", "(type=");
        configure("hasty", "disk", "", "fast");
        configure("limited", "disk", "", "20M");
        assertEquals(List.of("filtered", "good", "hasty", "homeless", "limited"), providers.views().stream().map(ProviderView::name).toList());
        assertEquals(Optional.empty(), providers.view("good").unusable());
        assertTrue(providers.view("homeless").unusable().orElseThrow().contains("There is no bank named \"tape\" now."));
        assertTrue(providers.view("filtered").unusable().orElseThrow().contains("no LDAP filter"));
        assertEquals("The configuration of the provider has the rate \"fast\", which is no number of bytes a second from 64K on, such as 20M.",
                providers.view("hasty").unusable().orElseThrow());
        assertEquals(Optional.empty(), providers.view("limited").unusable());
        assertEquals(ProblemKind.INVALID, assertThrows(RedoubtException.class, () -> providers.lease("filtered")).kind());
        RedoubtException unknown = assertThrows(RedoubtException.class, () -> providers.lease("nowhere"));
        assertEquals("nowhere: There is no provider \"nowhere\". These are configured: filtered, good, hasty, homeless, limited.", unknown.getMessage());
        try (ProviderLease lease = providers.lease("good")) {
            assertEquals(providers.view("good").bankId().orElseThrow(), lease.bankId());
        }
    }

    @Test
    void givenASettingThatNobodyReads_thenTheProviderIsNotUsedAsIfItWereNotThere() throws Exception {
        framework.context().registerService(Vault.class, new UnusedVault(), properties());
        bank("disk", new MemoryBank());
        configure(Map.of("name", "kept", "bank", "disk", "retainDay", "30"));
        String sentence = "The provider \"kept\" cannot be used as it is configured. There is no setting \"retainDay\"; there are bank, ";
        assertTrue(providers.view("kept").unusable().orElseThrow().startsWith(sentence), providers.view("kept").unusable()::get);
        assertTrue(assertThrows(RedoubtException.class, () -> providers.lease("kept")).getMessage().contains(sentence));
    }

    @Test
    void givenWhatIsNoNumber_thenTheProviderIsThereAndSaysSo() throws Exception {
        framework.context().registerService(Vault.class, new UnusedVault(), properties());
        bank("disk", new MemoryBank());
        configure(Map.of("name", "days", "bank", "disk", "retainDays", "thirty"));
        configure(Map.of("name", "less", "bank", "disk", "graceDays", "-4"));
        configure(Map.of("name", "copy", "bank", "disk", "replicaOf", "nowhere"));
        assertEquals("The configuration of the provider has \"thirty\" for retainDays, which is no number of days from 0 on.",
                providers.view("days").unusable().orElseThrow());
        assertEquals("The configuration of the provider has \"-4\" for graceDays, which is no number of days from 0 on.", providers.view("less").unusable().orElseThrow());
        assertEquals("The provider \"copy\" is a replica of \"nowhere\", which is not configured. If that one is lost, take replicaOf out.", providers.view("copy").unusable().orElseThrow());
    }

    @Test
    void givenBanks_thenItIsKnownWhereTheyAreAsLongAsTheyAreThere() throws Exception {
        Path place = folder.resolve("bank");
        ServiceRegistration<Bank> near = bank("near", new ForwardingBank() {
            private final Bank bank = new MemoryBank();

            @Override
            protected Bank bank() {
                return bank;
            }

            @Override
            public BankTraits traits() {
                return bank.traits();
            }

            @Override
            public List<Path> localPaths() {
                return List.of(place);
            }
        });
        bank("far", new MemoryBank());
        framework.await(() -> providers.bankPaths().equals(List.of(place)));
        near.unregister();
        framework.await(() -> providers.bankPaths().isEmpty());
    }

    private static final class UnusedVault implements Vault {
        @Override
        public VaultSession open(Bank bank, SessionOptions options) {
            throw new IllegalStateException("not used here");
        }

        @Override
        public Bank documents(Bank bank) {
            return bank;
        }

        @Override
        public Optional<String> id(Bank bank) {
            throw new IllegalStateException("not used here");
        }

        @Override
        public void replicate(Bank bank, Bank original) {
            throw new IllegalStateException("not used here");
        }

        @Override
        public List<Key> missed(Bank bank, Optional<String> checkpoint) {
            throw new IllegalStateException("not used here");
        }

        @Override
        public VaultKeys keys(Bank bank, List<Secret> with) {
            throw new IllegalStateException("not used here");
        }

        @Override
        public CollectReport collect(Bank bank, CollectOptions options, LiveData live) {
            throw new IllegalStateException("not used here");
        }

        @Override
        public ScrubReport scrub(Bank bank, ScrubOptions options, ScrubProgress progress) {
            throw new IllegalStateException("not used here");
        }

        @Override
        public RepairReport repair(Bank bank, RepairOptions options, LiveData live) {
            throw new IllegalStateException("not used here");
        }

        @Override
        public List<ScrubNote> scrubs(Bank bank) {
            throw new IllegalStateException("not used here");
        }
    }

    @Test
    void givenNoVault_thenTheProviderSaysSo() throws Exception {
        bank("disk", new MemoryBank());
        configure("good", "disk", "");
        assertTrue(providers.view("good").unusable().orElseThrow().contains("There is no vault now."));
        assertEquals(ProblemKind.UNAVAILABLE, assertThrows(RedoubtException.class, () -> providers.lease("good")).kind());
    }

    @Test
    void givenABankThatComesBack_thenWhatWasBegunGoesOnButNeverOnAnotherBank() throws Exception {
        MemoryBank store = new MemoryBank();
        ServiceRegistration<Bank> first = bank("disk", store);
        Banks banks = framework.service(Banks.class);
        Key key = Key.of("a/b");
        try (SteadyBank steady = new SteadyBank("disk", banks, Duration.ofMinutes(5))) {
            steady.put(key, Body.of("1".getBytes(StandardCharsets.UTF_8)));
            first.unregister();
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return steady.stat(key).length() == 1;
                } catch (RedoubtException e) {
                    return false;
                }
            });
            ServiceRegistration<Bank> again = bank("disk", store);
            assertTrue(waiting.get(1, TimeUnit.MINUTES));
            again.unregister();
            bank("disk", new MemoryBank());
            RedoubtException other = assertThrows(RedoubtException.class, () -> steady.stat(key));
            assertTrue(other.getMessage().contains("Another bank has taken the name \"disk\""), other.getMessage());
        }
    }

    @Test
    void givenABankThatNeverAnswers_thenNobodyGetsItUntilItDoes() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        ServiceRegistration<Bank> hanging = bank("disk", new ForwardingBank() {
            @Override
            protected Bank bank() {
                awaitWhateverHappens(answers);
                return new MemoryBank();
            }

            @Override
            public BankTraits traits() {
                return new MemoryBank().traits();
            }
        });
        Banks banks = new Banks(framework.context(), framework.service(Leases.class), framework.service(ComponentReports.class),
                new BankCalls.Patience(Duration.ofMillis(10), Duration.ZERO));
        try {
            banks.bindBank(hanging.getReference());
            RedoubtException late = assertThrows(RedoubtException.class, () -> new SteadyBank("disk", banks, Duration.ZERO));
            assertEquals("disk: The bank \"disk\" did not answer its id within 0 s.", late.getMessage().replaceFirst(" See to .*", ""));
            String known = banks.known().get("disk").orElseThrow().message();
            assertTrue(known.startsWith("The bank \"disk\" does not answer: its id has not come back since "), known);
            assertEquals(known, assertThrows(BankException.class, () -> new SteadyBank("disk", banks, Duration.ZERO)).problem().message());
            answers.countDown();
            framework.await(() -> banks.known().get("disk").isEmpty());
        } finally {
            answers.countDown();
            banks.unbindBank(hanging.getReference());
            banks.close();
        }
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                assertTrue(latch.await(2, TimeUnit.MINUTES));
            } catch (InterruptedException ignored) {
                // As a store does that hangs in the kernel.
            }
        }
    }

    @Test
    void givenSecretsInFiles_thenOnlyThoseThatNobodyElseReadsAreUsed() throws Exception {
        Secrets secrets = framework.service(Secrets.class);
        Path file = Files.createDirectories(folder.resolve("home/etc/secrets")).resolve("disk");
        Files.writeString(file, "geheim\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (Secret secret = secrets.secret(CALLER, "secret:disk")) {
            assertEquals("geheim", new String(secret.value()));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(ProblemKind.DENIED, assertThrows(RedoubtException.class, () -> secrets.secret(CALLER, "secret:disk")).kind());
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(RedoubtException.class, () -> secrets.secret(CALLER, "secret:../etc/x")).kind());
        assertEquals("A secret is referred to as secret:NAME.", assertThrows(RedoubtException.class, () -> secrets.secret(CALLER, "geheim")).getMessage());
    }

    @Test
    void givenNoAccessService_thenEachCallerStaysInItsProjectAndWithOneItDecides() throws Exception {
        AccessControl access = framework.service(AccessControl.class);
        ProjectId other = new ProjectId("other");
        access.check(CALLER, new Action("protect", ProjectId.DEFAULT, ""));
        assertEquals(ProblemKind.DENIED, assertThrows(RedoubtException.class, () -> access.check(CALLER, new Action("protect", other, ""))).kind());
        framework.context().registerService(Access.class, (caller, action) -> { }, properties());
        access.check(CALLER, new Action("protect", other, ""));
    }

    @Test
    void givenSnapshotters_thenTheBestThatCanIsChosenAndTheOthersSayWhyNot() throws Exception {
        Snapshotters snapshotters = framework.service(Snapshotters.class);
        snapshotter("none", 0, Optional.empty());
        snapshotter("btrfs", 10, Optional.of("This is no btrfs."));
        Snapshotters.Choice choice = snapshotters.select(List.of());
        assertEquals("none", choice.lease().orElseThrow().service().name());
        assertEquals(List.of("btrfs: This is no btrfs."), choice.refusals());
        choice.lease().orElseThrow().close();
        assertEquals("btrfs", snapshotters.named("btrfs").orElseThrow().service().name());
        assertEquals(Optional.empty(), snapshotters.named("zfs"));
    }

    private void snapshotter(String name, int rank, Optional<String> refusal) {
        VolumeSnapshotter service = (VolumeSnapshotter) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {VolumeSnapshotter.class},
                (proxy, method, arguments) -> method.getName().equals("name") ? name : refusal);
        framework.context().registerService(VolumeSnapshotter.class, service,
                new Hashtable<>(Map.of(VolumeSnapshotter.NAME, name, "service.ranking", rank)));
    }

    private ServiceRegistration<Bank> bank(String name, Bank bank) {
        return framework.context().registerService(Bank.class, bank, new Hashtable<>(Map.of(Bank.NAME, name)));
    }

    private static Dictionary<String, Object> properties() {
        return new Hashtable<>();
    }

    private void configure(String name, String bank, String filter) throws Exception {
        configure(name, bank, filter, "");
    }

    /** Config Admin tells the component from a thread of its own. */
    private void configure(String name, String bank, String filter, String rate) throws Exception {
        configure(Map.of("name", name, "bank", bank, "plugins", filter, "writeRate", rate));
    }

    private void configure(Map<String, String> settings) throws Exception {
        ConfigurationAdmin admin = framework.service(ConfigurationAdmin.class);
        Configuration configuration = admin.createFactoryConfiguration("org.redoubt.provider", "?");
        configuration.update(new Hashtable<>(settings));
        framework.await(() -> providers.views().stream().anyMatch(view -> view.name().equals(settings.get("name"))));
    }
}
