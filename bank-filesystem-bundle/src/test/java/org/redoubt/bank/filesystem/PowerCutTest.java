package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.bank.filesystem.disk.Disk;
import org.redoubt.bank.filesystem.disk.Loss;
import org.redoubt.bank.filesystem.disk.Playback;
import org.redoubt.bank.filesystem.disk.Wreck;

/**
 * The power is lost after every step that a bank and a vault take on a disk. What was not brought to disk by then is there or not, each write and each name for
 * itself. The property {@code redoubt.powercut.choices} says how often more that is drawn for each step, {@code redoubt.powercut.seed} what is drawn.
 */
@DisplayName("After a loss of power at any moment the bank opens, and everything is there that was acknowledged,")
final class PowerCutTest {
    private static final CollectOptions THOROUGH = CollectOptions.defaults().deadShare(0);
    private static final long SEED = Long.getLong("redoubt.powercut.seed", 20261122);
    private static final int CHOICES = Integer.getInteger("redoubt.powercut.choices", 0);
    /** Of so many states that are looked at one is also gone on with. */
    private static final int ONWARDS = 8;

    @TempDir
    private Path temporary;

    private interface Losses {
        List<Loss> after(int step);
    }

    private void everyMoment(Disk disk, Losses losses) {
        Witness witness = new Witness(temporary);
        Playback playback = new Playback(disk);
        Set<List<Object>> seen = new HashSet<>();
        while (playback.next()) {
            Promises promises = promises(playback);
            for (Loss loss : losses.after(playback.count())) {
                Wreck wreck = playback.lose(loss);
                if (seen.add(List.of(wreck, promises))) {
                    look(witness, playback, wreck, promises, seen.size() % ONWARDS == 0);
                }
            }
        }
    }

    /** Everything; one of the other simple kinds; and what chance wants. */
    private static Losses drawn() {
        Random random = new Random(SEED);
        List<Loss> others = List.of(Loss.nothing(), Loss.content(), Loss.made());
        return step -> Stream.concat(Stream.of(Loss.all(), step % 4 < others.size() ? others.get(step % 4) : Loss.any(random)),
                Stream.generate(() -> Loss.any(random)).limit(CHOICES)).toList();
    }

    private static Promises promises(Playback playback) {
        return (Promises) playback.promise().orElse(Promises.NONE);
    }

    private static void look(Witness witness, Playback playback, Wreck wreck, Promises promises, boolean onwards) {
        try {
            witness.check(wreck.disk(), promises, "one", onwards);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("With the seed " + SEED + ", the power lost after step " + playback.count() + ", the last ones being "
                    + playback.done(30) + ", when " + promises + ", and this is left:\n" + wreck, e);
        }
    }

    /** Protects, deletes, collects with repacking, adds a key, dies, goes on with what is left, draws new keys, seals anew. */
    private static void tell(Story story) throws RedoubtException {
        story.protect("one", "a", Story.bytes(1, 200_000));
        story.protect("one", "b", Story.bytes(1, 100_000));
        story.delete("a");
        story.collect("one", THOROUGH);
        story.addKey("one");
        story.die("one 2", "c", Story.bytes(3, 100_000));
        story.protect("one", "c", 1, Story.bytes(3, 150_000));
        story.rotate("one 3");
        story.protect("one 4", "d", Story.bytes(1, 120_000));
        story.scrub("one");
        story.delete("c");
        story.collect("one 5", THOROUGH.resealing());
        story.protect("one 5", "e", Story.bytes(3, 80_000));
    }

    @Test
    @DisplayName("whatever was done")
    void everyStep() throws Exception {
        Disk disk = new Disk();
        try (Story story = new Story(disk, temporary)) {
            tell(story);
            everyMoment(disk, drawn());
        }
    }

    /** What another process does in the moment in which what one has done can be seen, and is not yet on disk. */
    private enum Meeting {
        NEW_KEY("link /one/etc/keys/vault.key", "sync names /one/etc/keys") {
            @Override
            void happen(Story story) throws RedoubtException {
                story.protect("one 9", "z", Story.bytes(1, 200_000));
            }
        },
        NEW_VAULT("link /bank/objects/vault/config", "sync names /bank/objects/vault") {
            @Override
            void happen(Story story) throws RedoubtException {
                story.protect("one 9", "z", Story.bytes(1, 200_000));
            }
        },
        INDEX("rename .*/runs/.*", "sync names .*/runs") {
            @Override
            void happen(Story story) throws RedoubtException {
                story.protect("one 9", "a", 1, Story.bytes(1, 200_000));
            }
        },
        COMMIT("link .*/commits/a/0", "sync names .*/commits/a") {
            @Override
            void happen(Story story) throws RedoubtException {
                story.protect("one 9", "z", Story.bytes(1, 200_000));
            }
        },
        FENCE("link .*/commits/c/0", "sync names .*/commits/c") {
            @Override
            void happen(Story story) throws RedoubtException {
                story.collect("one 9", THOROUGH);
            }
        },
        COLLECTION("link .*/live/collect/.*/decision", "sync names .*/live/collect/.*") {
            @Override
            void happen(Story story) throws RedoubtException {
                story.collect("one 9", THOROUGH);
            }
        },
        ROTATION("link .*/keys/00000002-.*", "sync names .*/keys") {
            @Override
            void happen(Story story) throws RedoubtException {
                story.protect("one 9", "z", Story.bytes(1, 200_000));
            }
        };

        private final String seen;
        private final String durable;

        Meeting(String seen, String durable) {
            this.seen = seen;
            this.durable = durable;
        }

        abstract void happen(Story story) throws RedoubtException;

        /** The step that would make durable what can be seen since another one. */
        Predicate<String> moment() {
            AtomicBoolean visible = new AtomicBoolean();
            return step -> {
                if (step.matches(seen)) {
                    visible.set(true);
                }
                return visible.get() && step.matches(durable);
            };
        }
    }

    /** After which step something has been built on what another process had not yet brought to disk. */
    private static int meet(Disk disk, Story story, Meeting meeting, Runnable met) throws RedoubtException {
        List<Exception> failures = new CopyOnWriteArrayList<>();
        AtomicInteger built = new AtomicInteger();
        disk.before(meeting.moment(), () -> {
            met.run();
            try {
                meeting.happen(story);
                built.set(disk.steps().size());
            } catch (RedoubtException | RuntimeException e) {
                failures.add(e);
            }
        });
        story.protect("one", "a", Story.bytes(1, 200_000));
        story.die("one 2", "c", Story.bytes(3, 100_000));
        story.protect("one", "b", Story.bytes(1, 100_000));
        story.delete("a");
        story.collect("one", THOROUGH);
        story.rotate("one");
        assertEquals(List.of(), failures);
        assertTrue(disk.allMet());
        return built.get();
    }

    private void lookThen(Disk disk, int built) {
        everyMoment(disk, step -> step == built ? List.of(Loss.all(), Loss.made()) : List.of());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("also what was built on something that another process had not yet brought to disk")
    void whatIsBuiltOnWhatAnotherProcessHasNotBroughtToDisk(Meeting meeting) throws Exception {
        Disk disk = new Disk();
        try (Story story = new Story(disk, temporary)) {
            lookThen(disk, meet(disk, story, meeting, () -> { }));
        }
    }

    /** A commit that vanishes takes nothing with it that another process has promised, so it is not among them. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMMIT")
    @DisplayName("which these tests would not find if that other process left it to the first one to bring it to disk")
    void whatIsNotBroughtToDiskAgainIsFound(Meeting meeting) throws Exception {
        AtomicBoolean met = new AtomicBoolean();
        Disk disk = new Disk(step -> met.get() && step.matches(meeting.durable));
        try (Story story = new Story(disk, temporary)) {
            int built = meet(disk, story, meeting, () -> met.set(true));
            assertThrows(AssertionError.class, () -> lookThen(disk, built));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync /bank/writers/.*", "sync /bank/bank.json.*", "sync names /", "sync names /bank", "sync names /bank/objects",
        "sync names /bank/objects/commits", "sync names /bank/objects/commits/a", "sync names /bank/objects/vault", "sync names .*/packs/.", "sync names .*/runs",
        "sync /one/etc/keys/.*", "sync names /one/etc/keys", "sync names /one/etc"})
    @DisplayName("which these tests would not find if any of these steps were left out")
    void aStepThatIsLeftOutIsFound(String forgotten) throws Exception {
        Disk disk = new Disk(step -> step.matches(forgotten));
        try (Story story = new Story(disk, temporary)) {
            story.protect("one", "a", Story.bytes(1, 200_000));
        }
        Playback playback = new Playback(disk);
        while (playback.next()) {
            // To the end, when all was promised.
        }
        Promises promises = promises(playback);
        assertEquals(Set.of("a"), promises.kept().keySet());
        assertThrows(AssertionError.class, () -> look(new Witness(temporary), playback, playback.lose(Loss.all()), promises, false));
    }
}
