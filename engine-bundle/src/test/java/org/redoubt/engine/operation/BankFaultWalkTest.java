package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.lattice.Grace;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultRule;

/** Each call of the banks in each of the five operations fails in turn, in each way. */
class BankFaultWalkTest {
    private static final Pattern NAMES = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}|(?<=/)[0-9]{1,3}(?=/)");
    /** Nobody can cancel them. */
    private static final Duration SHORT_QUESTION = Duration.ofMillis(200);

    /** How a call fails, and which calls can fail so in a way of their own. */
    private enum Kind {
        RETRYABLE(held -> Fault.retryable(), "", false),
        PERMANENT(held -> Fault.permanent(), "", false),
        PERMANENT_FROM_NOW_ON(held -> Fault.permanent(), "", true),
        SLOW(held -> held, "", false),
        FULL(held -> Fault.full(), "PUT", false),
        ANSWER_LOST(held -> Fault.ambiguous(), "PUT|DELETE", false),
        MISSING(held -> Fault.missing(), "GET", false),
        TORN(held -> Fault.tornRead(1), "GET", false),
        BROKEN(held -> Fault.brokenRead(1), "GET", false);

        private final Function<Held, Fault> fault;
        private final Pattern calls;
        private final boolean forEver;

        Kind(Function<Held, Fault> fault, String calls, boolean forEver) {
            this.fault = fault;
            this.calls = Pattern.compile("(other )?(" + calls + ")");
            this.forEver = forEver;
        }
    }

    @TempDir
    private Path temporary;

    private interface Check {
        void of(Aftermath left, Optional<OperationView> ended, boolean resumes, String where) throws Exception;
    }

    private static Patience interrupts(Duration question) {
        return new Patience(question, Patience.DEFAULT.undo(), new Grace(Duration.ZERO, Duration.ofDays(1)));
    }

    private static String name(BankCall call) {
        return call.method() + " " + NAMES.matcher(call.keyText()).replaceAll("*");
    }

    /** The places of the other bank have its name before their own. */
    private static void strike(FaultScene scene, Fault fault) {
        scene.bank.add(FaultRule.on().when(call -> scene.bankSites.strikes(name(call))).then(fault));
        scene.other.add(FaultRule.on().when(call -> scene.bankSites.strikes("other " + name(call))).then(fault));
    }

    private void walk(Sample sample, FaultScene.Request request, Check check) throws Exception {
        Homes homes = new Homes(temporary);
        FaultScene.Before before = FaultScene.before(homes.first());
        Set<String> places;
        try (FaultScene scene = FaultScene.after(homes.first(), before)) {
            strike(scene, new Fault() { });
            assertEquals(OperationState.SUCCEEDED, scene.run(request.on(scene)).orElseThrow().state());
            places = scene.bankSites.seen();
        }
        List<Homes.Case> cases = new ArrayList<>();
        places.forEach(place -> EnumSet.allOf(Kind.class).stream().filter(kind -> kind.calls.matcher(place).lookingAt())
                .forEach(kind -> afterwards(kind).forEach(resumes -> cases.add(
                        new Homes.Case(place, kind + (resumes ? "" : ", not resumed,"), home -> fails(home, before, request, check, place, kind, resumes))))));
        assertTrue(cases.size() > 100, () -> "Only " + places);
        homes.assertEach(sample, cases);
    }

    /** Whether what has failed is gone on with, or else deleted: in a whole matrix once each, else what fails for ever is deleted. */
    private static List<Boolean> afterwards(Kind kind) {
        return Sample.OF_THE_BUILD.isWhole() ? List.of(true, false) : List.of(!kind.forEver);
    }

    /** A machine that is busy may lose its patience before it comes to the place, or come there by another way; it gets more, and another chance. */
    private static void fails(Path home, FaultScene.Before before, FaultScene.Request request, Check check, String place, Kind kind, boolean resumes) throws Exception {
        Duration question = SHORT_QUESTION;
        while (!struck(home, before, request, check, place, kind, resumes, question)) {
            assertTrue(question.compareTo(Patience.DEFAULT.question()) < 0, () -> "It did not come to " + kind + " at " + place);
            question = question.multipliedBy(3);
        }
    }

    private static boolean struck(Path home, FaultScene.Before before, FaultScene.Request request, Check check, String place, Kind kind, boolean resumes,
            Duration question) throws Exception {
        String where = kind + " at " + place;
        Held held = new Held(false);
        FaultScene scene = FaultScene.after(home, before, kind == Kind.SLOW ? interrupts(question) : Patience.DEFAULT);
        try {
            scene.bankSites.strikeAt(place, kind.forEver);
            strike(scene, kind.fault.apply(held));
            Optional<OperationView> ended = kind == Kind.SLOW ? scene.run(request.on(scene), held) : scene.run(request.on(scene));
            boolean struck = scene.bankSites.struck();
            scene.recover();
            scene.aftermath().assertClean(where);
            if (kind == Kind.SLOW) {
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

    @Test
    void aProtect() throws Exception {
        walk(Sample.WHOLE, scene -> scene.fixture.protectAll(), Aftermath::assertProtected);
    }

    @Test
    void aVerify() throws Exception {
        walk(Sample.OF_THE_BUILD, scene -> VerifyRequest.of(scene.made()), Aftermath::assertVerified);
    }

    @Test
    void aCopy() throws Exception {
        walk(Sample.OF_THE_BUILD, scene -> CopyRequest.of(scene.made(), "other"), Aftermath::assertCopied);
    }

    @Test
    void aDelete() throws Exception {
        walk(Sample.OF_THE_BUILD, scene -> DeleteRequest.of(scene.made()).purge(), Aftermath::assertDeleted);
    }

    @Test
    void aRestore() throws Exception {
        walk(Sample.WHOLE, scene -> RestoreRequest.of(scene.made()).target("/new"), (left, ended, resumes, where) -> {
            FaultScene scene = left.scene();
            left.assertUnchanged(where);
            boolean whole = ended.filter(view -> view.state() == OperationState.SUCCEEDED).isPresent();
            // What is damaged is no reason to leave out what is sound.
            Set<String> sound = ended.stream().flatMap(view -> view.resources().stream()).filter(resource -> resource.status() == ResourceStatus.DONE)
                    .map(resource -> resource.resource().id()).collect(Collectors.toSet());
            assertEquals(whole ? left.restored() : left.restored(sound), scene.estate.at("/new"), where);
            assertEquals(CheckpointStatus.AVAILABLE, scene.status(scene.made()), where);
            if (ended.isPresent() && !whole) {
                left.assertResumesAndIsUndone(ended.get(), where);
            }
        });
    }
}
