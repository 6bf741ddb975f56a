package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

class CheckpointListTest {
    private static final ProjectId OTHER = new ProjectId("Other");

    private final MemoryBank memory = new MemoryBank();
    private final FaultBank bank = new FaultBank(memory);
    private final Sample.Clock clock = new Sample.Clock();
    private final CheckpointStore store = new CheckpointStore(bank, clock);
    private final MemoryVault vault = new MemoryVault();
    private int made;

    /** What the test knows of a checkpoint that it made. */
    private record Made(CheckpointId id, ProjectId project, Optional<String> plan, String provider, CheckpointStatus status, Instant at) {
    }

    private Made make(CheckpointId id, ProjectId project, Optional<String> plan, String provider, CheckpointStatus status, Instant at)
            throws RedoubtException {
        clock.set(at);
        CheckpointDraft draft = store.begin(Sample.start(id, project, plan, provider));
        switch (status) {
            case AVAILABLE -> draft.commit(vault, Result.of(Sample.records(), Optional.empty()));
            case PARTIAL -> draft.commit(vault, Result.of(List.of(Sample.done(Sample.SERVER, Grade.METADATA, 0), StoredRecord.pending(Sample.ROOT)),
                    Optional.empty()));
            case INTERRUPTED -> store.find(id).orElseThrow().fence(Sample.OWNER, 3, Problem.of(ProblemKind.CONFLICT, "It is gone."));
            case ERROR -> draft.abort(Result.failed(List.of()));
            case DELETING -> store.find(id).orElseThrow().beginDelete(Sample.OWNER, Sample.OPERATION);
            case ERROR_DELETING -> store.find(id).orElseThrow().beginDelete(Sample.OWNER, Sample.OPERATION).failed(List.of());
            case DELETED -> store.find(id).orElseThrow().delete(Sample.OWNER, Sample.OPERATION, JsonObject.empty());
            case PURGED -> store.find(id).orElseThrow().beginDelete(Sample.OWNER, Sample.OPERATION).finish();
            default -> { }
        }
        return new Made(id, project, plan, provider, status, at);
    }

    private Made make(Instant at) throws RedoubtException {
        return make(Sample.id(++made), ProjectId.DEFAULT, Optional.of("nightly"), "default", CheckpointStatus.AVAILABLE, at);
    }

    private List<CheckpointId> ids(CheckpointQuery query) throws RedoubtException {
        return store.list(ProjectId.DEFAULT, query).stream().map(StoredCheckpoint::id).toList();
    }

    @Test
    void everyQueryIsAnsweredExactly() throws Exception {
        Random random = new Random(42);
        List<Made> all = someCheckpoints(random);
        for (int i = 0; i < 600; i++) {
            ProjectId project = random.nextInt(4) == 0 ? OTHER : ProjectId.DEFAULT;
            CheckpointQuery query = someQuery(random, all, project);

            assertEquals(expected(all, project, query), store.list(project, query).stream().map(StoredCheckpoint::id).toList(),
                    () -> project + " " + text(query));
        }
    }

    private List<Made> someCheckpoints(Random random) throws RedoubtException {
        List<Made> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Optional<String> plan = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(random.nextBoolean() ? "nightly" : "Nightly");
            CheckpointStatus[] statuses = CheckpointStatus.values();
            CheckpointStatus status = statuses[random.nextInt(statuses.length)];
            all.add(make(Sample.id(random.nextInt(30) * 100 + i), random.nextInt(5) == 0 ? OTHER : ProjectId.DEFAULT, plan,
                    random.nextBoolean() ? "default" : "Off site", status, Sample.START.plusMillis(random.nextInt(25))));
        }
        return all;
    }

    private static CheckpointQuery someQuery(Random random, List<Made> all, ProjectId project) {
        CheckpointQuery query = CheckpointQuery.all();
        query = random.nextInt(3) == 0 ? query.plan(random.nextBoolean() ? "nightly" : "Nightly") : query;
        query = random.nextInt(3) == 0 ? query.provider(random.nextBoolean() ? "default" : "Off site") : query;
        query = random.nextInt(2) == 0 ? query.status(CheckpointStatus.values()[random.nextInt(CheckpointStatus.values().length)]) : query;
        query = random.nextInt(2) == 0 ? query.since(Sample.START.plusMillis(random.nextInt(25)).minusNanos(random.nextInt(2))) : query;
        query = random.nextInt(2) == 0 ? query.until(Sample.START.plusMillis(random.nextInt(25)).plusNanos(random.nextInt(2))) : query;
        query = random.nextBoolean() ? query.oldestFirst() : query;
        query = random.nextBoolean() ? query.limit(1 + random.nextInt(10)) : query;
        List<Made> own = all.stream().filter(m -> m.project().equals(project)).toList();
        return random.nextInt(3) == 0 ? query.after(own.get(random.nextInt(own.size())).id()) : query;
    }

    private static List<CheckpointId> expected(List<Made> all, ProjectId project, CheckpointQuery query) {
        Comparator<Made> order = Comparator.comparing(Made::at).thenComparing(Made::id);
        Comparator<Made> asked = query.isNewestFirst() ? order.reversed() : order;
        Optional<Made> marker = query.marker().map(id -> all.stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow());
        return all.stream().filter(m -> m.project().equals(project))
                .filter(m -> query.plan().map(plan -> m.plan().equals(Optional.of(plan))).orElse(true))
                .filter(m -> query.provider().map(m.provider()::equals).orElse(true))
                .filter(m -> query.status().map(m.status()::equals).orElse(m.status() != CheckpointStatus.DELETED && m.status() != CheckpointStatus.PURGED))
                .filter(m -> query.since().map(since -> !m.at().isBefore(since)).orElse(true))
                .filter(m -> query.until().map(until -> m.at().isBefore(until)).orElse(true))
                .sorted(asked).filter(m -> marker.map(last -> asked.compare(m, last) > 0).orElse(true))
                .limit(query.limit()).map(Made::id).toList();
    }

    private static String text(CheckpointQuery query) {
        return query.plan() + " " + query.provider() + " " + query.status() + " " + query.since() + " " + query.until() + " "
                + query.isNewestFirst() + " " + query.limit() + " " + query.marker();
    }

    @Test
    void theNewestOfManyCostsAsMuchAsTheNewestOfFew() throws Exception {
        for (int i = 0; i < 300; i++) {
            make(Sample.START.plusSeconds(i));
        }
        long before = bank.calls();

        assertEquals(List.of(Sample.id(300)), ids(CheckpointQuery.all().limit(1)));
        assertTrue(bank.calls() - before <= 5, () -> "it took " + (bank.calls() - before) + " calls");
    }

    @Test
    void anEntryWhoseCheckpointWasNeverBegunIsPassedOver() throws Exception {
        Made whole = make(Sample.START);
        make(Sample.START.plusSeconds(1));
        for (ObjectInfo object : memory.list(new Layout(Sample.id(2)).all(), Optional.empty(), 100).objects()) {
            memory.delete(object.key());
        }

        assertEquals(List.of(whole.id()), ids(CheckpointQuery.all()));
    }

    @Test
    void aMarkerThatIsNotThereIsAnError() throws Exception {
        make(Sample.START);

        assertEquals(ProblemKind.NOT_FOUND, assertThrows(RedoubtException.class,
                () -> ids(CheckpointQuery.all().after(Sample.id(99)))).kind());
    }

    @Test
    void indicesAreMadeAgainFromTheCheckpoints() throws Exception {
        List<Made> all = someCheckpoints(new Random(7));
        List<CheckpointId> before = ids(CheckpointQuery.all());
        List<String> keys = indexKeys();
        for (ObjectInfo object : memory.list(Prefix.of("index"), Optional.empty(), 1000).objects()) {
            memory.delete(object.key());
        }
        assertEquals(List.of(), ids(CheckpointQuery.all()));

        assertEquals(keys.size(), store.missingEntries());
        long made = store.rebuildIndices();

        assertEquals(keys.size(), made);
        assertEquals(0, store.missingEntries());
        assertEquals(keys, indexKeys());
        assertEquals(before, ids(CheckpointQuery.all()));
        assertEquals(0, store.rebuildIndices());
        assertEquals(60, all.size());
    }

    private List<String> indexKeys() throws BankException {
        return memory.list(Prefix.of("index"), Optional.empty(), 1000).objects().stream().map(o -> o.key().toString()).toList();
    }

    @Test
    void theNewestAvailableOneIsOfTheSamePlanOrElseOfTheSameResources() throws Exception {
        Set<ResourceRef> roots = Set.of(Sample.SERVER.ref());
        Made first = make(Sample.START);
        make(Sample.id(50), ProjectId.DEFAULT, Optional.of("nightly"), "default", CheckpointStatus.ERROR, Sample.START.plusSeconds(1));
        make(Sample.id(51), ProjectId.DEFAULT, Optional.of("nightly"), "Off site", CheckpointStatus.AVAILABLE, Sample.START.plusSeconds(2));
        Made unplanned = make(Sample.id(52), ProjectId.DEFAULT, Optional.empty(), "default", CheckpointStatus.AVAILABLE,
                Sample.START.plusSeconds(3));

        assertEquals(Optional.of(first.id()), newest(Optional.of("nightly"), roots));
        assertEquals(Optional.of(unplanned.id()), newest(Optional.empty(), roots));
        assertEquals(Optional.empty(), newest(Optional.empty(), Set.of(Sample.DATA.ref())));
        assertEquals(Optional.empty(), newest(Optional.of("weekly"), roots));
    }

    private Optional<CheckpointId> newest(Optional<String> plan, Set<ResourceRef> roots) throws BankException {
        return store.newestAvailable(ProjectId.DEFAULT, "default", plan, roots).map(StoredCheckpoint::id);
    }

    @Test
    void aPersonNamesACheckpointByTheBeginningOrTheEndOfItsIdOrAsTheLatest() throws Exception {
        CheckpointCatalog catalog = new CheckpointCatalog(Map.of("default", store), List.of());
        Made first = make(Sample.id(0xabc), ProjectId.DEFAULT, Optional.empty(), "default", CheckpointStatus.AVAILABLE, Sample.START);
        make(Sample.id(0xdef), ProjectId.DEFAULT, Optional.empty(), "default", CheckpointStatus.ERROR, Sample.START.plusSeconds(1));
        Made foreign = make(Sample.id(0xeee), OTHER, Optional.empty(), "default", CheckpointStatus.AVAILABLE, Sample.START.plusSeconds(2));

        assertEquals(first.id(), catalog.resolve(ProjectId.DEFAULT, "latest", Optional.empty(), Latest.USABLE));
        assertEquals(first.id(), catalog.resolve(ProjectId.DEFAULT, " ABC ", Optional.empty(), Latest.USABLE));
        assertEquals(first.id(), catalog.resolve(ProjectId.DEFAULT, first.id().value(), Optional.empty(), Latest.USABLE));
        assertEquals(first.id(), catalog.resolve(ProjectId.DEFAULT, first.id().value().substring(0, 13), Optional.empty(), Latest.USABLE));
        assertEquals(ProblemKind.INVALID, failure(catalog, first.id().value().substring(0, 5)));
        assertEquals(ProblemKind.NOT_FOUND, failure(catalog, "eee"));
        assertEquals(ProblemKind.NOT_FOUND, failure(catalog, foreign.id().value()));
        assertEquals(ProblemKind.NOT_FOUND, failure(catalog, "no such thing"));
        assertEquals(ProblemKind.NOT_FOUND, failure(catalog, "-".repeat(36)));
        assertEquals(ProblemKind.NOT_FOUND, failure(new CheckpointCatalog(Map.of(), List.of()), "latest"));
    }

    @Test
    void theLatestIsWholeForWhoNeedsThatAndMayBePartialForOthers() throws Exception {
        CheckpointCatalog catalog = new CheckpointCatalog(Map.of("default", store), List.of());
        Made partial = make(Sample.id(2), ProjectId.DEFAULT, Optional.empty(), "default", CheckpointStatus.PARTIAL, Sample.START.plusSeconds(2));
        Problem refusal = assertThrows(RedoubtException.class,
                () -> catalog.resolve(ProjectId.DEFAULT, "latest", Optional.empty(), Latest.WHOLE)).problem();
        assertEquals(ProblemKind.CONFLICT, refusal.kind());
        assertTrue(refusal.hint().orElse("").contains("allowPartial"), refusal.toString());

        Made whole = make(Sample.id(1), ProjectId.DEFAULT, Optional.empty(), "default", CheckpointStatus.AVAILABLE, Sample.START.plusSeconds(1));
        assertEquals(whole.id(), catalog.resolve(ProjectId.DEFAULT, "latest", Optional.empty(), Latest.WHOLE));
        assertEquals(partial.id(), catalog.resolve(ProjectId.DEFAULT, "latest", Optional.empty(), Latest.USABLE));
        assertEquals(partial.id(), catalog.resolve(ProjectId.DEFAULT, partial.id().value(), Optional.empty(), Latest.WHOLE), "who says so means it");
    }

    @Test
    void whereNothingCanBeRestoredTheNewestSaysWhatBecameOfIt() throws Exception {
        CheckpointCatalog catalog = new CheckpointCatalog(Map.of("default", store), List.of());
        assertEquals("There is no checkpoint that can be restored yet.", refusal(catalog));
        make(Sample.id(1), ProjectId.DEFAULT, Optional.empty(), "default", CheckpointStatus.INTERRUPTED, Sample.START.plusSeconds(1));
        make(Sample.id(2), ProjectId.DEFAULT, Optional.empty(), "default", CheckpointStatus.ERROR, Sample.START.plusSeconds(2));
        assertEquals("There is no checkpoint that can be restored: the newest, " + Sample.id(2) + ", is error.", refusal(catalog));
    }

    private static String refusal(CheckpointCatalog catalog) {
        return assertThrows(RedoubtException.class, () -> catalog.resolve(ProjectId.DEFAULT, "latest", Optional.empty(), Latest.WHOLE)).problem().message();
    }

    private static ProblemKind failure(CheckpointCatalog catalog, String text) {
        return assertThrows(RedoubtException.class, () -> catalog.resolve(ProjectId.DEFAULT, text, Optional.empty(), Latest.USABLE)).kind();
    }

    @Test
    void severalBanksAreListedAsOneAndAMarkerOfOneGoesForAll() throws Exception {
        CheckpointStore second = new CheckpointStore(new MemoryBank(), clock);
        CheckpointCatalog catalog = new CheckpointCatalog(Map.of("default", store, "second", second), List.of());
        List<CheckpointId> all = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            clock.set(Sample.START.plusSeconds(i));
            (i % 2 == 0 ? store : second).begin(Sample.start(Sample.id(i)));
            all.addFirst(Sample.id(i));
        }

        assertEquals(all, list(catalog, CheckpointQuery.all()));
        assertEquals(all.subList(2, 4), list(catalog, CheckpointQuery.all().after(all.get(1)).limit(2)));
        bank.add(FaultRule.on(BankMethod.LIST));
        assertEquals(ProblemKind.UNAVAILABLE, assertThrows(RedoubtException.class, () -> list(catalog, CheckpointQuery.all())).kind());
        bank.add(FaultRule.on());
        assertEquals(Sample.id(1), catalog.find(ProjectId.DEFAULT, Sample.id(1)).id());
        assertEquals(ProblemKind.UNAVAILABLE, assertThrows(RedoubtException.class,
                () -> catalog.find(ProjectId.DEFAULT, Sample.id(2))).kind());
    }

    @Test
    void givenABankThatCannotBeReadThenTheOthersAreListedAndWhatCannotBeDecidedIsRefused() throws Exception {
        CheckpointStore second = new CheckpointStore(new MemoryBank(), clock);
        Problem unplugged = CheckpointCatalog.unasked("third", Problem.of(ProblemKind.UNAVAILABLE, "It is unplugged.").hint("Plug it in."));
        CheckpointCatalog catalog = new CheckpointCatalog(Map.of("first", store, "second", second), List.of(unplugged));
        Made there = make(Sample.id(0xabc), ProjectId.DEFAULT, Optional.empty(), "first", CheckpointStatus.AVAILABLE, Sample.START);
        second.begin(Sample.start(Sample.id(0xdef)));

        CheckpointCatalog.Found found = catalog.search(ProjectId.DEFAULT, CheckpointQuery.all());
        assertEquals(2, found.checkpoints().size());
        assertEquals(List.of(unplugged), found.problems());
        bank.add(FaultRule.on(BankMethod.LIST));
        found = catalog.search(ProjectId.DEFAULT, CheckpointQuery.all());
        assertEquals(List.of(Sample.id(0xdef)), found.checkpoints().stream().map(StoredCheckpoint::id).toList());
        assertEquals(List.of("third", "first"), found.problems().stream().map(problem -> problem.subject().orElseThrow()).toList());
        bank.heal();

        assertEquals(there.id(), catalog.resolve(ProjectId.DEFAULT, there.id().value(), Optional.empty(), Latest.USABLE), "a whole id is certain");
        for (String uncertain : List.of("latest", "abc", "eee")) {
            Problem problem = assertThrows(RedoubtException.class, () -> catalog.resolve(ProjectId.DEFAULT, uncertain, Optional.empty(), Latest.USABLE)).problem();
            assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
            assertTrue(problem.message().contains("\"third\""), problem.toString());
            assertTrue(problem.hint().orElse("").contains("name the provider"), problem.toString());
        }
        assertEquals(there.id(), new CheckpointCatalog(Map.of("first", store), List.of()).resolve(ProjectId.DEFAULT, "latest", Optional.of("first"), Latest.USABLE));
    }

    private static List<CheckpointId> list(CheckpointCatalog catalog, CheckpointQuery query) throws RedoubtException {
        return catalog.list(ProjectId.DEFAULT, query).stream().map(StoredCheckpoint::id).toList();
    }
}
