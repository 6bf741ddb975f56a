package org.redoubt.vault.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.vault.commit.VerdictTargets;
import org.redoubt.vault.damage.DamageTargets;
import org.redoubt.vault.document.DocumentTargets;
import org.redoubt.vault.key.KeyTargets;
import org.redoubt.vault.live.LiveTargets;
import org.redoubt.vault.manifest.NodeTargets;
import org.redoubt.vault.scrub.NoteTargets;
import org.redoubt.vault.stream.PieceTargets;
import org.redoubt.vault.tree.EntryTargets;
import org.redoubt.vault.wire.FormatException;

/**
 * Whatever bytes a decoder is given, also behind a seal that is right: it accepts them, or refuses them in its own words, and takes no more memory
 * than they can justify. How many inputs there are is said by the property {@code fuzz.inputs} of the build, a million with its profile
 * {@code crash}; they are the same for the same {@code fuzz.seed}.
 */
class DecoderFuzzTest {
    private static final int INPUTS = Integer.getInteger("redoubt.fuzz.inputs", 60_000);
    private static final long SEED = Long.getLong("redoubt.fuzz.seed", 20261122);
    /** A list of empty blobs takes so much: an array and a reference for one byte of length. */
    private static final int EACH_BYTE = 128;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<Target> targets() {
        return Stream.of(ObjectTargets.all(), NodeTargets.all(), EntryTargets.all(), PieceTargets.all(), KeyTargets.all(), LiveTargets.all(),
                VerdictTargets.all(), DocumentTargets.all(), DamageTargets.all(), NoteTargets.all()).flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noBytesMakeADecoderDoAnythingButAcceptOrRefuse(Target target) {
        for (byte[] seed : target.seeds()) {
            try {
                target.decoder().decode(target.seal().apply(seed));
            } catch (FormatException e) {
                fail(target.name() + " is to be accepted as it was made", e);
            }
        }
        Mutation mutation = new Mutation(new Random(SEED + target.name().hashCode()));
        int inputs = Math.ceilDiv(INPUTS, targets().size());
        for (int i = 0; i < inputs; i++) {
            torment(target, mutation.of(target.seeds()), i);
        }
    }

    private void torment(Target target, byte[] bytes, int number) {
        byte[] given = target.seal().apply(bytes);
        long most = target.most() + (long) EACH_BYTE * given.length;
        // What comes first of its kind may load classes, which is not the doing of the input.
        if (decode(target, given, number, bytes) > most && decode(target, given, number, bytes) > most) {
            long taken = decode(target, given, number, bytes);
            assertTrue(taken <= most, () -> said(target, number, bytes) + " took " + taken + " bytes of memory");
        }
    }

    /** How much memory it takes. */
    private long decode(Target target, byte[] given, int number, byte[] bytes) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            target.decoder().decode(given);
        } catch (FormatException refused) {
            assertFalse(refused.getMessage().isBlank());
        } catch (RuntimeException | Error e) {
            fail(said(target, number, bytes), e);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static String said(Target target, int number, byte[] bytes) {
        return target.name() + ", input " + number + ", " + HexFormat.of().formatHex(bytes);
    }
}
