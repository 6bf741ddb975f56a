package org.redoubt.engine.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redoubt.engine.lattice.ReadyQueue.Shares;

/** Whose turn it is. */
class ReadyRoundTest {
    private final ReadyRound round = new ReadyRound();
    private final Capacity mains = new Capacity("mains");

    @Test
    void queuesAreServedInTurnHoweverLongTheyAre() {
        ReadyQueue longOne = queue();
        ReadyQueue shortOne = queue();
        for (int id = 0; id < 1_000; id++) {
            round.add(id, longOne);
        }
        round.add(5_000, shortOne);
        Set<Integer> firstTwo = new HashSet<>();
        for (int n = 0; n < 2; n++) {
            Worker worker = worker();
            assertTrue(round.take(worker));
            firstTwo.add(worker.id);
        }
        assertEquals(Set.of(0, 5_000), firstTwo);
    }

    @Test
    void completesComeBeforeMainsAndTheNewestCompleteFirst() {
        ReadyQueue completes = ReadyQueue.completes(Shares.of(null, Priority.NORMAL), Demand.NONE);
        round.add(2, queue());
        round.add(3, completes);
        round.add(7, completes);
        assertEquals(7, taken());
        assertEquals(3, taken());
        assertEquals(2, taken());
        assertFalse(round.take(worker()));
    }

    @Test
    void aHookThatNeedsTwoCapacitiesGetsThemThoughTheyAreNeverFreeTogetherByChance() {
        Capacity red = limited("red");
        Capacity blue = limited("blue");
        ReadyQueue reds = queue(red);
        ReadyQueue blues = queue(blue);
        ReadyQueue both = queue(red, blue);
        round.add(0, both);
        for (int id = 0; id < 1_000; id++) {
            round.add(1, reds);
            round.add(2, blues);
        }
        // One colour is given back only after the other has been taken.
        Worker one = worker();
        Worker other = worker();
        red.take();
        one.take(reds, 1);
        int turns = 0;
        while (one.id != 0 && other.id != 0) {
            assertTrue(++turns < 1_000, "passed over for ever");
            round.take(other);
            one.giveBack();
            round.take(one);
            other.giveBack();
        }
    }

    @Test
    void whatIsWithdrawnIsTakenFromThatRunOnly() {
        ReadyQueue queue = queue();
        round.add(1, queue);
        round.add(2, queue);
        Set<Integer> withdrawn = new HashSet<>();
        round.withdraw(null, id -> id == 1, withdrawn::add);
        assertEquals(Set.of(1), withdrawn);
        assertEquals(1, round.size());
        assertEquals(2, taken());
    }

    @Test
    void aRunHasOneTurnHoweverManyCapacitiesItsHooksName() {
        Shares many = Shares.of(null, Priority.NORMAL);
        List<ReadyQueue> ofMany = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            ofMany.add(ReadyQueue.mains(many, Demand.of(Set.of(new Capacity("host:h" + n))), mains));
        }
        ReadyQueue one = queue();
        for (int n = 0; n < 100; n++) {
            round.add(n, ofMany.get(n % 10));
            round.add(1_000 + n, one);
        }
        int ofOne = 0;
        for (int n = 0; n < 20; n++) {
            ofOne += taken() >= 1_000 ? 1 : 0;
        }
        assertEquals(10, ofOne);
    }

    @Test
    void aHigherPriorityIsServedFirstAndALowerOneStillHasItsTurns() {
        for (Priority priority : Priority.values()) {
            ReadyQueue queue = ReadyQueue.mains(Shares.of(null, priority), Demand.NONE, mains);
            for (int n = 0; n < 1_000; n++) {
                round.add(priority.ordinal(), queue);
            }
        }
        int[] served = new int[3];
        for (int n = 0; n < 800; n++) {
            served[taken()]++;
        }
        int turns = 800 / ReadyRound.TURN_OF_THE_LOWER - 1;
        assertTrue(served[Priority.HIGH.ordinal()] >= 500, Arrays.toString(served));
        assertTrue(served[Priority.NORMAL.ordinal()] >= turns, Arrays.toString(served));
        assertTrue(served[Priority.LOW.ordinal()] >= turns, Arrays.toString(served));
    }

    private int taken() {
        Worker worker = worker();
        assertTrue(round.take(worker));
        return worker.id;
    }

    private Capacity limited(String name) {
        Capacity capacity = new Capacity(name);
        capacity.limit(1);
        return capacity;
    }

    private ReadyQueue queue(Capacity... needs) {
        return ReadyQueue.mains(Shares.of(null, Priority.NORMAL), Demand.of(Set.of(needs)), mains);
    }

    private static Worker worker() {
        Worker worker = new Worker(null, null, false, "worker");
        worker.id = -1;
        return worker;
    }
}
