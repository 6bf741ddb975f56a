package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.lattice.Grace;

/**
 * Each call of a plugin in each of the five operations, each line in its hooks, and each call of what discovers, freezes, takes snapshots
 * and keeps secrets, goes wrong in turn, in each way.
 */
class PluginFaultWalkTest {
    private static final String EFFECTS = "freeze|thaw|restore|remove|prepare|snapshot|release";
    private static final String SERVICES = EFFECTS + "|show|frozenPaths|check|refusal|name|secret";
    private static final String QUESTIONS = "get|hooks|capacities|onCheck|undo";
    private static final String ANSWERS = QUESTIONS + "|" + SERVICES;
    private static final String HOOKS = "get|hooks|capacities|on|undo|before |after |in the middle|at the end";
    private static final String BOUNDED = HOOKS + "|" + SERVICES;
    private static final OperationOptions ISOLATES = OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE);
    private static final Set<Kind> IN_TWO_WAYS = EnumSet.of(Kind.FAILS, Kind.STUBBORN);
    private static final int OPEN_STEPS = 3;
    private static final int WAYS_OF_AN_UNDO = 6;
    private static final Duration SHORT_UNDO = Duration.ofMillis(100);
    private static final Duration SHORT_QUESTION = Duration.ofMillis(200);

    /** How a call goes wrong, and which calls can go wrong so in a way of their own. */
    private enum Kind {
        FAILS(held -> Rough.Fault.before(() -> new IOException("no")), ""),
        FAILS_WHEN_DONE(held -> Rough.Fault.after(() -> new IOException("no")), "on|undo|" + EFFECTS),
        BREAKS(held -> Rough.Fault.before(() -> new NoClassDefFoundError("org/example/Gone")), QUESTIONS),
        CANCELS(held -> Rough.Fault.after(() -> new CancelledException("It does not like it.")), "on"),
        ANSWERS_NULL(held -> Rough.Fault.answersNothing(), ANSWERS),
        SLOW(Rough.Fault::slow, BOUNDED),
        STUBBORN(Rough.Fault::stubborn, BOUNDED);

        private final Function<Held, Rough.Fault> fault;
        private final Pattern calls;

        Kind(Function<Held, Rough.Fault> fault, String calls) {
            this.fault = fault;
            this.calls = Pattern.compile(calls);
        }

        /** Whether it waits for an interrupt, or ignores it. */
        Optional<Grace> grace() {
            return this == SLOW ? Optional.of(new Grace(Duration.ZERO, Duration.ofDays(1)))
                    : this == STUBBORN ? Optional.of(new Grace(Duration.ZERO, Duration.ZERO)) : Optional.empty();
        }
    }

    @TempDir
    private Path temporary;

    private interface Check {
        void of(Aftermath left, Optional<OperationView> ended, boolean resumes, String where) throws Exception;
    }

    /**
     * What is walked.
     *
     * @param request what is run
     * @param places of which calls
     * @param first what fails besides, so that there is something to take back; empty if nothing does
     * @param others what has to have begun before that fails, and ends with it: so it is known how many steps are open then
     * @param kinds in which ways
     */
    private record Walk(FaultScene.Request request, String places, Optional<String> first, Set<String> others, Set<Kind> kinds) {
        Walk(FaultScene.Request request, String places, Set<Kind> kinds) {
            this(request, places, Optional.empty(), Set.of(), kinds);
        }

        FaultScene ready(FaultScene scene) {
            CountDownLatch begun = new CountDownLatch(others.size());
            CountDownLatch failed = new CountDownLatch(1);
            first.ifPresent(place -> scene.first.script(place, Rough.Fault.before(() -> {
                assertTrue(begun.await(2, TimeUnit.MINUTES), "The others did not begin.");
                failed.countDown();
                return new IOException("first");
            })));
            others.forEach(place -> scene.first.script(place, Rough.Fault.before(() -> {
                begun.countDown();
                assertTrue(failed.await(2, TimeUnit.MINUTES), "The first one did not fail.");
                return new IOException("other");
            })));
            return scene;
        }
    }

    private void walk(Sample sample, Walk walk, Check check) throws Exception {
        Homes homes = new Homes(temporary);
        FaultScene.Before before = FaultScene.before(homes.first());
        Set<String> seen;
        try (FaultScene scene = walk.ready(FaultScene.after(homes.first(), before))) {
            assertEquals(walk.first().isEmpty() ? OperationState.SUCCEEDED : OperationState.FAILED, scene.run(walk.request().on(scene)).orElseThrow().state());
            seen = scene.pluginSites.seen();
        }
        List<Homes.Case> cases = new ArrayList<>();
        Pattern wanted = Pattern.compile(walk.places());
        seen.stream().filter(place -> wanted.matcher(place).lookingAt()).forEach(place -> walk.kinds().stream()
                .filter(kind -> kind.calls.matcher(place).lookingAt()).forEach(kind -> afterwards(cases.size()).forEach(resumes -> cases.add(
                        new Homes.Case(place, kind + (resumes ? "" : ", not resumed,"), home -> goesWrong(home, before, walk, check, place, kind, resumes))))));
        if (walk.first().isPresent()) {
            assertEquals(OPEN_STEPS * WAYS_OF_AN_UNDO * afterwards(0).size(), cases.size(), seen::toString);
        }
        assertTrue(cases.size() > 10, () -> "Only " + seen);
        homes.assertEach(sample, cases);
    }

    /** Whether what has failed is gone on with, or else deleted: in a whole matrix once each, else in turns. */
    private static List<Boolean> afterwards(int turn) {
        return Sample.OF_THE_BUILD.isWhole() ? List.of(true, false) : List.of(turn % 2 == 0);
    }

    /** A machine that is busy may lose its patience before it comes to the place, or come there by another way; it gets more, and another chance. */
    private static void goesWrong(Path home, FaultScene.Before before, Walk walk, Check check, String place, Kind kind, boolean resumes) throws Exception {
        Duration question = SHORT_QUESTION;
        while (!struck(home, before, walk, check, place, kind, resumes, question)) {
            assertTrue(question.compareTo(Patience.DEFAULT.question()) < 0, () -> "It did not come to " + kind + " at " + place);
            question = question.multipliedBy(3);
        }
    }

    private static boolean struck(Path home, FaultScene.Before before, Walk walk, Check check, String place, Kind kind, boolean resumes, Duration question)
            throws Exception {
        String where = kind + " at " + place;
        Held held = new Held(true);
        Optional<Grace> grace = kind.grace();
        Duration undo = place.startsWith("undo") ? SHORT_UNDO : Patience.DEFAULT.undo();
        FaultScene scene = walk.ready(FaultScene.after(home, before, grace.map(is -> new Patience(question, undo, is)).orElse(Patience.DEFAULT)));
        try {
            scene.pluginSites.strikeAt(place, false);
            scene.rough.fault(kind.fault.apply(held));
            Optional<OperationView> ended = grace.isPresent() ? scene.run(walk.request().on(scene), held) : scene.run(walk.request().on(scene));
            boolean struck = scene.pluginSites.struck();
            scene.recover();
            scene.aftermath().assertClean(where);
            if (grace.isPresent()) {
                // One that is not so short with what comes next.
                scene = scene.restarted();
            }
            check.of(scene.aftermath(), ended, resumes, where);
            scene.aftermath().assertClean(where + ", afterwards");
            return struck;
        } finally {
            scene.close();
        }
    }

    private static void restored(Aftermath left, Optional<OperationView> ended, boolean resumes, String where) throws Exception {
        boolean whole = ended.filter(view -> view.state() == OperationState.SUCCEEDED).isPresent();
        assertEquals(whole ? left.restored() : Map.of(), left.scene().estate.at("/new"), where);
        left.assertUnchanged(where);
        if (ended.isPresent() && !whole) {
            left.assertResumesAndIsUndone(ended.get(), where);
        }
    }

    @Test
    void aProtect() throws Exception {
        walk(Sample.WHOLE, new Walk(scene -> scene.fixture.protectAll(), "", EnumSet.allOf(Kind.class)), Aftermath::assertProtected);
    }

    @Test
    void aProtectThatIsolates() throws Exception {
        walk(Sample.OF_THE_BUILD, new Walk(scene -> scene.fixture.protectAll().options(ISOLATES), HOOKS, IN_TWO_WAYS), Aftermath::assertProtected);
    }

    @Test
    void aRestore() throws Exception {
        walk(Sample.WHOLE, new Walk(scene -> RestoreRequest.of(scene.made()).target("/new"), "", EnumSet.allOf(Kind.class)), PluginFaultWalkTest::restored);
    }

    /** What was not given up stays, and nothing else; what was is restored when it is gone on with. */
    @Test
    void aRestoreThatIsolates() throws Exception {
        walk(Sample.OF_THE_BUILD, new Walk(scene -> RestoreRequest.of(scene.made()).target("/new").options(ISOLATES), HOOKS, IN_TWO_WAYS),
                (left, ended, resumes, where) -> {
                    Set<String> stay = ended.stream().flatMap(view -> view.resources().stream()).filter(resource -> resource.status() == ResourceStatus.DONE)
                            .map(resource -> resource.resource().id()).collect(Collectors.toSet());
                    assertTrue(Set.of(Set.of(), Set.of("three"), Set.of("s", "one", "two"), Set.of("s", "one", "two", "three")).contains(stay), () -> where + ": " + stay);
                    assertEquals(left.restored(stay), left.scene().estate.at("/new"), where);
                    left.assertUnchanged(where);
                    if (ended.isPresent() && ended.get().state() != OperationState.SUCCEEDED) {
                        left.assertResumesAndIsUndone(ended.get(), where);
                    }
                });
    }

    @Test
    void aCopyThatIsolates() throws Exception {
        walk(Sample.OF_THE_BUILD, new Walk(scene -> CopyRequest.of(scene.made(), "other").options(ISOLATES), HOOKS, IN_TWO_WAYS),
                Aftermath::assertCopied);
    }

    @Test
    void aVerify() throws Exception {
        walk(Sample.OF_THE_BUILD, new Walk(scene -> VerifyRequest.of(scene.made()), "", EnumSet.allOf(Kind.class)), Aftermath::assertVerified);
    }

    @Test
    void aCopy() throws Exception {
        walk(Sample.OF_THE_BUILD, new Walk(scene -> CopyRequest.of(scene.made(), "other"), "", EnumSet.allOf(Kind.class)), Aftermath::assertCopied);
    }

    @Test
    void aDelete() throws Exception {
        walk(Sample.OF_THE_BUILD, new Walk(scene -> DeleteRequest.of(scene.made()).purge(), "", EnumSet.allOf(Kind.class)), Aftermath::assertDeleted);
    }

    @Test
    void theUndoOfAProtect() throws Exception {
        walk(Sample.WHOLE, new Walk(scene -> scene.fixture.protectAll(), "undo",
                Optional.of("onPrepareFinish two 1"), Set.of("onMain one 1", "onMain three 1"), EnumSet.allOf(Kind.class)), Aftermath::assertProtected);
    }

    @Test
    void theUndoOfARestore() throws Exception {
        walk(Sample.WHOLE, new Walk(scene -> RestoreRequest.of(scene.made()).target("/new"), "undo",
                Optional.of("onComplete s 1"), Set.of("onComplete three 1"), EnumSet.allOf(Kind.class)), PluginFaultWalkTest::restored);
    }
}
