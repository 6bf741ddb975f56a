package org.redoubt.engine.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.RefusedException;
import org.redoubt.engine.discovery.Cast.Volumes;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.UpdateTimes;

/** What a plugin would have found must never be missing without a word: without it nothing is begun. */
@Timeout(600)
class AbsentPluginTest {
    private static final UpdateTimes NO_GRACE = new UpdateTimes(Duration.ZERO, Cast.LONG);
    private static final List<String> WHOLE = List.of("Server#s", "Volume#a");

    private static Problem refused(Cast cast) {
        RefusedException refused = assertThrows(RefusedException.class, cast::found);
        assertEquals(1, refused.problems().size(), refused.problems().toString());
        return refused.problem();
    }

    @Test
    void givenAPluginThatDoesNotSayWhatItDiscovers_thenNothingIsBegunAndItIsNamedWithWhatToDo() {
        Map<String, Callable<String>> broken = Map.of(
                "it does not say which type it discovers, and for which parents", () -> null,
                "IllegalStateException: there is no disk", () -> {
                    throw new IllegalStateException("there is no disk");
                });
        broken.forEach((reason, type) -> {
            Cast cast = Cast.patient();
            cast.volumes("1.0.0", Cast.volumes(type, "a"));
            Problem problem = refused(cast);
            assertEquals(ProblemKind.PLUGIN, problem.kind());
            assertEquals("The plugin org.example.volumes 1.0.0 could not tell what it discovers: " + reason + ".", problem.message());
            assertTrue(problem.hint().orElseThrow().contains("Mend org.example.volumes 1.0.0 or remove it"), problem::toString);
        });
    }

    @Test
    void givenAPluginThatCannotBeMade_thenNothingIsBegun() {
        Cast cast = Cast.patient();
        cast.add("org.example.volumes", "1.0.0", "volumes", Cast.source(() -> {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "The component volumes failed when it was activated: There is no disk."));
        }));
        Problem problem = refused(cast);
        assertEquals("The plugin org.example.volumes 1.0.0 could not tell what it discovers: "
                + "The component volumes failed when it was activated: There is no disk.", problem.message());
        assertTrue(problem.hint().orElseThrow().contains("Mend org.example.volumes 1.0.0 or remove it"), problem::toString);
    }

    @Test
    void givenAPluginThatAnswersTooLate_thenNothingIsBegunUntilItsAnswerIsThere() throws Exception {
        Cast cast = new Cast(NO_GRACE, Duration.ofMillis(1));
        CountDownLatch answers = new CountDownLatch(1);
        Volumes late = Cast.volumes(() -> {
            answers.await();
            return "Volume";
        }, "a");
        cast.volumes("1.0.0", late);
        try {
            // With so little time the other one may be late as well.
            Problem problem = assertThrows(RefusedException.class, cast::found).problems().stream()
                    .filter(each -> each.subject().equals(Optional.of("org.example.volumes 1.0.0"))).findFirst().orElseThrow();
            assertEquals(ProblemKind.TIMEOUT, problem.kind());
            assertEquals("The plugin org.example.volumes 1.0.0 could not tell what it discovers: it did not answer in time.", problem.message());
            assertTrue(problem.hint().orElseThrow().contains("Mend org.example.volumes 1.0.0 or remove it"), problem::toString);
        } finally {
            answers.countDown();
        }
        assertEquals(WHOLE, eventually(cast));
        assertEquals(1, late.asked.get());
    }

    private static List<String> eventually(Cast cast) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            try {
                return cast.found();
            } catch (RefusedException notYet) {
                assertTrue(System.nanoTime() < end, notYet::getMessage);
                Thread.sleep(1);
            }
        }
    }

    @Test
    void givenAPluginThatHasSaidWhatItDiscovers_thenItIsNotAskedAgain() throws Exception {
        Cast cast = Cast.patient();
        Volumes volumes = Cast.volumes("a");
        cast.volumes("1.0.0", volumes);
        assertEquals(WHOLE, cast.found());
        assertEquals(WHOLE, cast.found());
        assertEquals(List.of("Server", "Volume"), cast.discovery.types());
        assertEquals(1, volumes.asked.get());
    }

    @Test
    void givenAPluginThatIsAskedByAThread_thenNoLoadOfVirtualOnesKeepsItWaiting() throws Exception {
        Cast cast = Cast.patient();
        CompletableFuture<Boolean> virtual = new CompletableFuture<>();
        cast.volumes("1.0.0", Cast.volumes(() -> {
            virtual.complete(Thread.currentThread().isVirtual());
            return "Volume";
        }, "a"));
        assertEquals(WHOLE, cast.found());
        assertEquals(false, virtual.get());
    }

    @Test
    void givenAPluginThatLeaves_thenItsSuccessorIsWaitedFor() throws Exception {
        Cast cast = Cast.patient();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Offer first = cast.volumes("1.0.0", new Volumes(() -> "Volume", (context, parent) -> {
            entered.countDown();
            gate.await();
            return List.of(Resource.of("Volume", "old", "old"));
        }));
        try {
            FutureTask<List<String>> running = begin(cast::found);
            entered.await();
            long before = cast.leases.generation();
            FutureTask<Boolean> leaves = begin(() -> {
                cast.discovery.remove(first);
                return true;
            });
            // It is not there for anybody any more, and not yet gone.
            assertTrue(cast.leases.awaitChange(before, Cast.LONG.toNanos()) > 0);
            FutureTask<List<String>> next = begin(cast::found);
            gate.countDown();
            assertEquals(List.of("Server#s", "Volume#old"), running.get(2, TimeUnit.MINUTES));
            assertTrue(leaves.get(2, TimeUnit.MINUTES));
            cast.volumes("1.1.0", Cast.volumes("a"));
            assertEquals(WHOLE, next.get(2, TimeUnit.MINUTES));
        } finally {
            gate.countDown();
        }
    }

    private static <T> FutureTask<T> begin(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    @Test
    void givenABundleOfWhichOnlyTheFirstServiceIsBack_thenTheOtherOneIsWaitedFor() throws Exception {
        Cast cast = Cast.patient();
        Offer disks = cast.add("org.example.storage", "1.0.0", "disks", Cast.source(Cast.volumes("a")));
        Offer shares = cast.add("org.example.storage", "1.0.0", "shares", Cast.source(new Scripted("Share", Set.of(), id -> Optional.empty(),
                (context, parent) -> List.of())));
        assertEquals(WHOLE, cast.found());
        cast.discovery.remove(disks);
        cast.discovery.remove(shares);
        cast.add("org.example.storage", "1.1.0", "shares", Cast.source(new Scripted("Share", Set.of(), id -> Optional.empty(),
                (context, parent) -> List.of())));
        FutureTask<List<String>> next = begin(cast::found);
        cast.add("org.example.storage", "1.1.0", "disks", Cast.source(Cast.volumes("a")));
        assertEquals(WHOLE, next.get(2, TimeUnit.MINUTES));
    }

    @Test
    void givenANewVersionOfWhichOnlyTheFirstServiceIsThere_thenTheOldOneIsAskedForTheRest() throws Exception {
        Cast cast = Cast.patient();
        Scripted shares = new Scripted("Share", Set.of(), id -> Optional.empty(), (context, parent) -> List.of());
        cast.add("org.example.storage", "1.0.0", "shares", Cast.source(shares));
        cast.add("org.example.storage", "1.0.0", "disks", Cast.source(Cast.volumes("a")));
        cast.add("org.example.storage", "1.1.0", "shares", Cast.source(shares));
        assertEquals(WHOLE, cast.found());
    }

    @Test
    void givenAPluginThatWentAMomentAgoAndIsNotBack_thenWhatItFoundIsNotDoneWithoutItAndAllElseIs() throws Exception {
        Cast cast = new Cast(NO_GRACE, Cast.LONG);
        Offer volumes = cast.volumes("1.0.0", Cast.volumes("a"));
        cast.add("org.example.other", "1.0.0", "other", Cast.source(new Scripted("Other", Set.of(), id -> Optional.of(Resource.of("Other", id, id)),
                (context, parent) -> List.of())));
        assertEquals(WHOLE, cast.found());
        cast.discovery.remove(volumes);
        Problem problem = refused(cast);
        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertEquals("The plugin org.example.volumes 1.0.0, which finds the Volume of a Server, went a moment ago and is not back.", problem.message());
        assertTrue(problem.hint().orElseThrow().contains("upgrade"), problem::toString);
        assertEquals(1, cast.discovery.graph(Cast.CALLER, List.of(new ResourceRef("Other", "o")), () -> false).graph().size());
        cast.volumes("1.1.0", Cast.volumes("a"));
        assertEquals(WHOLE, cast.found());
    }

    @Test
    void givenANewVersionThatFindsTheSameByAnotherName_thenTheOldOneIsNotMissed() throws Exception {
        Cast cast = new Cast(NO_GRACE, Cast.LONG);
        Offer volumes = cast.volumes("1.0.0", Cast.volumes("a"));
        assertEquals(WHOLE, cast.found());
        cast.discovery.remove(volumes);
        cast.add("org.example.volumes", "1.1.0", "volumes of another name", Cast.source(Cast.volumes("a")));
        assertEquals(WHOLE, cast.found());
    }

    @Test
    void givenAPluginThatWentLongAgo_thenItIsNotExpectedAnyMore() throws Exception {
        Cast cast = new Cast(new UpdateTimes(Cast.LONG, Duration.ofNanos(-1)), Cast.LONG);
        Offer volumes = cast.volumes("1.0.0", Cast.volumes("a"));
        assertEquals(WHOLE, cast.found());
        cast.discovery.remove(volumes);
        assertEquals(List.of("Server#s"), cast.found());
    }

    @Test
    void givenSeveralThatCannotBeAskedAndAnUnknownType_thenAllIsInOneList() {
        Cast cast = Cast.patient();
        cast.volumes("1.0.0", Cast.volumes(() -> null));
        cast.add("org.example.shares", "2.0.0", "shares", Cast.source(Cast.volumes(() -> "")));
        RefusedException refused = assertThrows(RefusedException.class,
                () -> cast.discovery.graph(Cast.CALLER, List.of(new ResourceRef("Server", "s"), new ResourceRef("Nothing", "n")), () -> false));
        assertEquals(3, refused.problems().size(), refused.problems().toString());
        assertEquals(Set.of("Nothing", "org.example.volumes 1.0.0", "org.example.shares 2.0.0"),
                Set.copyOf(refused.problems().stream().map(problem -> problem.subject().orElseThrow()).toList()));
    }

    @Test
    void givenAPluginThatCannotBeAsked_thenWhatIsThereIsStillListedAndTheProblemIsTold() throws Exception {
        Cast cast = Cast.patient();
        assertEquals(List.of(), cast.discovery.problems());
        cast.volumes("1.0.0", Cast.volumes(() -> null));
        assertEquals(List.of("Server"), cast.discovery.types());
        assertEquals(2, cast.discovery.list(Cast.CALLER, "Server").size());
        assertEquals(List.of(refused(cast)), cast.discovery.problems());
    }
}
