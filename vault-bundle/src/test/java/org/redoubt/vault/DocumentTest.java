package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.testkit.bank.MemoryBank;

/** Documents that are put through the vault: nobody without its keys can read them, change them or exchange them. */
class DocumentTest {
    private static final Key KEY = Key.of("checkpoints/c/begin");

    private final VaultRig rig = new VaultRig();
    private final Bank documents = rig.vault.documents(rig.bank);

    @AfterEach
    void close() {
        rig.close();
    }

    private static byte[] bytes(Bank bank, Key key, ByteRange range) throws Exception {
        try (InputStream in = bank.get(key, range)) {
            return in.readAllBytes();
        }
    }

    private static void assertKind(ProblemKind kind, Callable<?> call) {
        assertEquals(kind, assertThrows(BankException.class, call::call).kind());
    }

    @Test
    void whatIsPutComesBackWholeAndInRanges() throws Exception {
        for (int length : new int[] {0, 1, 1000, 1 << 16, 200_000}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            documents.put(KEY, Body.of(content));
            assertArrayEquals(content, bytes(documents, KEY, ByteRange.ALL));
            int half = length / 2;
            assertArrayEquals(Arrays.copyOfRange(content, half, length), bytes(documents, KEY, ByteRange.from(half)));
            assertArrayEquals(Arrays.copyOf(content, half), bytes(documents, KEY, ByteRange.of(0, half)));
            assertKind(ProblemKind.INVALID, () -> documents.get(KEY, ByteRange.from(length + 1)));
        }
    }

    @Test
    void theBankHoldsNoWordOfIt() throws Exception {
        documents.put(KEY, Body.of("a secret plan"));
        assertFalse(new String(rig.object(KEY), StandardCharsets.ISO_8859_1).contains("secret"));
    }

    @Test
    void anotherServiceWithTheSameHomeReadsIt() throws Exception {
        documents.put(KEY, Body.of("text"));
        try (VaultRig beside = rig.beside(rig.bank)) {
            assertEquals("text", new String(bytes(beside.vault.documents(rig.bank), KEY, ByteRange.ALL), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theFirstOneStays() throws Exception {
        assertTrue(documents.putIfAbsent(KEY, Body.of("first")));
        assertFalse(documents.putIfAbsent(KEY, Body.of("second")));
        assertFalse(documents.put(KEY, Body.of("third"), PutOptions.defaults().onlyIfAbsent().fromReserve()));
        assertEquals("first", new String(bytes(documents, KEY, ByteRange.ALL), StandardCharsets.UTF_8));
    }

    @Test
    void everyByteThatDiffersAndEveryLengthThatIsCutIsDamage() throws Exception {
        documents.put(KEY, Body.of("a document"));
        byte[] sealed = rig.object(KEY);
        for (int at = 0; at < sealed.length; at++) {
            byte[] other = sealed.clone();
            other[at] ^= 4;
            rig.replace(KEY, other);
            assertKind(ProblemKind.DAMAGED, () -> documents.get(KEY, ByteRange.ALL));
            rig.replace(KEY, Arrays.copyOf(sealed, at));
            assertKind(ProblemKind.DAMAGED, () -> documents.get(KEY, ByteRange.ALL));
        }
    }

    @Test
    void oneInThePlaceOfAnotherOrOfAnotherVaultIsRefused() throws Exception {
        Key other = Key.of("checkpoints/d/begin");
        documents.put(KEY, Body.of("a document"));
        rig.replace(other, rig.object(KEY));
        assertKind(ProblemKind.DAMAGED, () -> documents.get(other, ByteRange.ALL));
        MemoryBank elsewhere = new MemoryBank();
        try (VaultRig foreign = rig.beside(elsewhere)) {
            foreign.vault.documents(elsewhere).put(KEY, Body.of("of another vault"));
            rig.replace(KEY, foreign.object(KEY));
        }
        BankException e = assertThrows(BankException.class, () -> documents.get(KEY, ByteRange.ALL));
        assertEquals(ProblemKind.DAMAGED, e.kind());
        assertTrue(e.getMessage().contains("another key"), e.getMessage());
        rig.replace(KEY, "{\"formatVersion\":1}".getBytes(StandardCharsets.UTF_8));
        assertKind(ProblemKind.DAMAGED, () -> documents.get(KEY, ByteRange.ALL));
    }

    @Test
    void whatIsNotThereIsNotFoundAlsoWhereNoVaultIs() {
        assertKind(ProblemKind.NOT_FOUND, () -> documents.get(KEY, ByteRange.ALL));
    }

    @Test
    void aBodyThatLiesAboutItsLengthIsRefused() {
        Body liar = new Body() {
            @Override
            public long length() {
                return 3;
            }

            @Override
            public InputStream open() {
                return InputStream.nullInputStream();
            }
        };
        assertKind(ProblemKind.INVALID, () -> documents.putIfAbsent(KEY, liar));
    }
}
