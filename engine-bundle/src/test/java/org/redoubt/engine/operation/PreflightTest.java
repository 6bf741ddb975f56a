package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.Schema;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.vault.DataReader;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.provider.Secrets;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.testkit.journal.MemoryJournal;
import org.redoubt.vault.live.LiveSettings;

/** What would not succeed is refused before it begins, with everything that is wrong, and leaves no trace. */
class PreflightTest {
    @TempDir
    private Path home;
    private Fixture fixture;
    private FaultBank bank;
    private FaultBank other;

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home);
        bank = new FaultBank(new MemoryBank());
        other = new FaultBank(new MemoryBank());
        fixture.banks.put("default", bank);
        fixture.banks.put("other", other);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static FaultRule readOnly() {
        return FaultRule.on(BankMethod.PUT, BankMethod.PUT_IF_ABSENT, BankMethod.DELETE).from(1).then(Fault.permanent());
    }

    private static List<ObjectInfo> objects(FaultBank bank) throws Exception {
        return bank.list(Prefix.ALL, Optional.empty(), 100_000).objects();
    }

    @Test
    void aCheckMayLookAtTheCheckpointBeforeAndTheOperationWritesAllTheSame() throws Exception {
        StagedPlugin plugin = StagedPlugin.of(fixture);
        assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
        AtomicInteger looks = new AtomicInteger();
        plugin.whenChecked(OperationType.PROTECT, "one", context -> {
            ResourceSection before = ((ProtectContext) context).previous().orElseThrow();
            assertEquals(16, before.get("meta").orElseThrow().number("length").orElse(0));
            try (DataReader text = before.open("text")) {
                assertEquals(16, text.size());
            }
            looks.incrementAndGet();
        });
        assertEquals(List.of(), fixture.operations.check(Fixture.CALLER, fixture.protectAll()));
        OperationView second = fixture.run(fixture.protectAll());
        assertEquals(OperationState.SUCCEEDED, second.state(), () -> second.problems().toString());
        assertEquals(2, looks.get());
        assertEquals(OperationState.SUCCEEDED, fixture.run(VerifyRequest.of(second.checkpoint())).state());
    }

    @Test
    void givenADamagedKeyFileThenAProtectIsRefused() throws Exception {
        assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
        Path key = home.resolve("etc/keys/vault.key");
        String whole = Files.readString(key);
        Files.writeString(key, "nonsense");
        assertEquals(List.of("The key file " + key + " is damaged."), refused(fixture.protectAll()).stream().map(Problem::message).toList());
        Files.writeString(key, whole);
        assertEquals(List.of(), fixture.operations.check(Fixture.CALLER, fixture.protectAll()));
    }

    private List<Problem> refused(OperationRequest request) {
        return assertThrows(RefusedException.class, () -> fixture.begin(request)).problems();
    }

    @Test
    void givenABankThatTakesNothingThenAProtectIsRefusedTogetherWithWhatThePluginsSay() throws Exception {
        fixture.plugins.put("Toy::Volume", Stubborn.checkThatFinds(fixture.toy, Problem.of(ProblemKind.UNAVAILABLE, "The agent is asleep.")));
        bank.add(readOnly());
        List<Problem> problems = refused(fixture.protectAll());
        assertTrue(problems.getFirst().message().startsWith("Nothing can be written to the bank \"default\": "), problems::toString);
        assertEquals(List.of("The agent is asleep.", "The agent is asleep."), problems.stream().skip(1).map(Problem::message).toList());
        assertEquals(problems.size(), fixture.operations.check(Fixture.CALLER, fixture.protectAll()).size());
        bank.heal();
        assertEquals(List.of(), objects(bank));
        assertEquals(List.of(), fixture.operations.list(Fixture.CALLER.project(), false, 10));
        assertEquals(List.of(), fixture.toy.log);
    }

    @Test
    void givenABankThatTakesNothingAndNoPluginThenBothAreSaid() throws Exception {
        fixture.plugins.remove("Toy::Volume");
        bank.add(readOnly());
        List<Problem> problems = refused(fixture.protectAll());
        assertTrue(problems.stream().anyMatch(problem -> problem.message().equals("No plugin protects Toy::Volume.")), problems::toString);
        assertTrue(problems.getLast().message().startsWith("Nothing can be written to the bank \"default\": "), problems::toString);
    }

    @Test
    void givenNoPluginForSomeThenTheOthersAreAskedAllTheSame() throws Exception {
        fixture.plugins.put("Toy::Server", Stubborn.checkThatFinds(fixture.toy, Problem.of(ProblemKind.UNAVAILABLE, "The agent is asleep.")));
        fixture.plugins.remove("Toy::Volume");
        assertEquals(List.of("No plugin protects Toy::Volume.", "The agent is asleep."), refused(fixture.protectAll()).stream().map(Problem::message).toList());
        assertEquals(0, fixture.leased());
    }

    @Test
    void givenWrongParametersForOneThenTheOthersAreAskedAllTheSame() throws Exception {
        fixture.plugins.put("Toy::Volume", Stubborn.checkThatFinds(fixture.toy, Problem.of(ProblemKind.UNAVAILABLE, "The agent is asleep.")));
        OperationRequest request = fixture.protectAll().options(OperationOptions.defaults()
                .parameters(ParameterSet.empty().with("Toy::Volume#one", Json.parseObject("{\"level\": 0}"))));
        List<Problem> problems = refused(request);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.getFirst().message().startsWith("The parameter Toy::Volume#one.level: "), problems::toString);
        assertEquals("Toy::Volume#two: The agent is asleep.", problems.getLast().toString());
        assertEquals(problems, fixture.operations.check(Fixture.CALLER, request));
        assertEquals(problems.subList(0, 1), fixture.operations.soundness(Fixture.CALLER, request));
    }

    private Fixture with(Secrets secrets) throws Exception {
        ResourceGraph graph = Fixture.serverWithTwoVolumes();
        Surroundings usual = Surroundings.of(graph);
        Fixture secretive = new Fixture(home.resolve("secretive"), graph, Patience.DEFAULT, new MemoryJournal(), new Dispatcher(4, 16), LiveSettings.DEFAULT,
                services -> new Surroundings(usual.discovery(), usual.snapshotters(), secrets));
        secretive.plugins.put("Toy::Volume", Stubborn.answering(secretive.toy, "getOptionsSchema", arguments -> Schema.parse(
                "{\"properties\": {\"key\": {\"type\": \"string\", \"x-redoubt-secret\": true}, \"note\": {\"type\": \"string\"}}}")));
        return secretive;
    }

    private static OperationRequest withKeys(Fixture secretive) throws Exception {
        return secretive.protectAll().options(OperationOptions.defaults().parameters(ParameterSet.empty()
                .with("Toy::Volume", Json.parseObject("{\"key\": \"secret:one\", \"note\": \"secret:no\"}"))
                .with("Toy::Volume#two", Json.parseObject("{\"key\": \"secret:two\"}"))));
    }

    @Test
    void givenParametersThatReferToNoSecretThenEachIsSaidOnce() throws Exception {
        List<String> given = new CopyOnWriteArrayList<>();
        try (Fixture secretive = with((caller, reference) -> {
            if (!reference.equals("secret:one")) {
                throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no " + reference + "."));
            }
            given.add(reference);
            return new Secret(new char[0]);
        })) {
            OperationRequest request = withKeys(secretive);
            assertEquals(List.of("secret:two: There is no secret:two."), assertThrows(RefusedException.class, () -> secretive.begin(request)).problems().stream()
                    .map(Problem::toString).toList());
            assertEquals(List.of("secret:one"), given);
            assertEquals(1, secretive.operations.check(Fixture.CALLER, request).size());
            assertEquals(List.of(), secretive.toy.log);
        }
    }

    @Test
    void givenLessConsistencyForCertainThanIsDemandedThenTheProtectIsRefusedUnlessOthersMayBeGoodEnough() throws Exception {
        fixture.plugins.put("Toy::Volume", Stubborn.checkThatForesees(fixture.toy, Grade.NONE));
        Plan plan = Plan.builder("all").resource(Fixture.SERVER.ref()).minimumConsistency(Grade.CRASH).build();
        assertEquals(List.of("The plan demands the consistency crash, but Toy::Volume#one would be none (it is read while it can change), "
                + "Toy::Volume#two would be none (it is read while it can change)."),
                refused(ProtectRequest.of(plan)).stream().map(Problem::message).toList());
        assertEquals(List.of(), fixture.toy.log);
        assertEquals(List.of(), fixture.operations.check(Fixture.CALLER, ProtectRequest.of(plan.toBuilder().onFailure(FailurePolicy.ISOLATE).build())));
        assertEquals(List.of(), fixture.operations.check(Fixture.CALLER, fixture.protectAll()));
    }

    @Test
    void givenABankThatTakesNothingThenOnlyWhatFillsItIsRefused() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        other.add(readOnly());
        assertTrue(refused(CopyRequest.of(made.checkpoint(), "other")).getFirst().message().contains("the bank \"other\""));
        bank.add(readOnly());
        assertEquals(List.of(), fixture.operations.check(Fixture.CALLER, RestoreRequest.of(made.checkpoint()).target("/new")));
        assertEquals(List.of(), fixture.operations.check(Fixture.CALLER, VerifyRequest.of(made.checkpoint())));
        assertEquals(OperationState.SUCCEEDED, fixture.run(RestoreRequest.of(made.checkpoint()).target("/new")).state());
    }

    @Test
    void givenABankThatStoresAndSaysThatItDidNotThenNothingIsLeft() throws Exception {
        bank.add(FaultRule.on(BankMethod.PUT).at(1).then(Fault.ambiguous()));
        assertEquals(1, fixture.operations.check(Fixture.CALLER, fixture.protectAll()).size());
        assertEquals(List.of(), objects(bank));
    }

    @Test
    void aCheckOfAnyOperationFindsNothingAndLeavesNothing() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        List<ObjectInfo> before = objects(bank);
        for (OperationRequest request : List.of(fixture.protectAll(), RestoreRequest.of(made.checkpoint()).target("/new"),
                VerifyRequest.of(made.checkpoint()), CopyRequest.of(made.checkpoint(), "other"), DeleteRequest.of(made.checkpoint()).purge())) {
            assertEquals(List.of(), fixture.operations.check(Fixture.CALLER, request));
        }
        assertEquals(before, objects(bank));
        assertEquals(List.of(), objects(other));
    }

    @Test
    void givenRoomForEachVolumeAloneThenARestoreOfBothIsRefusedOnlyIfTheyShareIt() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        OperationRequest restore = RestoreRequest.of(made.checkpoint()).target("/new");
        fixture.plugins.put("Toy::Volume", Stubborn.restoreThatNeeds(fixture.toy, Map.of("one", "disk", "two", "disk"), 600));
        assertEquals(List.of("2 resources together need at least 1200 bytes on the file system of /new, and only 1000 are free there."),
                refused(restore).stream().map(Problem::message).toList());
        fixture.plugins.put("Toy::Volume", Stubborn.restoreThatNeeds(fixture.toy, Map.of("one", "disk", "two", "other disk"), 600));
        assertEquals(List.of(), fixture.operations.check(Fixture.CALLER, restore));
    }
}
