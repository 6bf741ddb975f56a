package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loss of power cannot be made here, but what the kernel is asked for, and in which order, can be seen. */
@DisplayName("So that a loss of power takes nothing away,")
final class DurabilityTest {
    @TempDir
    private static Path temporary;
    private static Map<String, List<String>> steps;

    @BeforeAll
    static void watch() throws Exception {
        assumeTrue(SystemCalls.canBeSeen(), "strace is not installed, or may not watch other processes here");
        Path place = temporary.toRealPath();
        steps = new SystemCalls(place).of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Traced.class.getName(), place.toString()));
    }

    private static void assertCalls(String step, String... calls) {
        assertEquals(List.of(calls), steps.get(step).stream().filter(call -> !call.contains("bank/reserve")).toList(), () -> step + " of " + steps);
    }

    @Test
    @DisplayName("the identity of a bank is on disk before it gets its name, and then that and its directory are")
    void theIdentity() {
        assertCalls("open", "mkdir bank", "fsync .",
                "write bank/bank.json.ID.new", "fsync bank/bank.json.ID.new", "link bank/bank.json.ID.new bank/bank.json", "unlink bank/bank.json.ID.new",
                "fsync bank",
                "mkdir home", "fsync .",
                "write home/test.json.ID.new", "fsync home/test.json.ID.new", "link home/test.json.ID.new home/test.json", "unlink home/test.json.ID.new",
                "fsync home");
    }

    @Test
    @DisplayName("an object is on disk before it gets its name, each new directory above it before it lies there, and its name before the put returns")
    void anObject() {
        assertCalls("first put", "mkdir bank/objects", "mkdir bank/writers", "fsync bank", "mkdir bank/writers/ID",
                "write bank/writers/ID/1", "fdatasync bank/writers/ID/1",
                "mkdir bank/objects/a", "fsync bank/objects", "mkdir bank/objects/a/b", "fsync bank/objects/a",
                "rename bank/writers/ID/1 bank/objects/a/b/one", "fsync bank/objects/a/b");
    }

    @Test
    @DisplayName("so is one that replaces another; its directories are known to be on disk")
    void anObjectInPlaceOfAnother() {
        assertCalls("put over it", "write bank/writers/ID/2", "fdatasync bank/writers/ID/2",
                "rename bank/writers/ID/2 bank/objects/a/b/one", "fsync bank/objects/a/b");
    }

    @Test
    @DisplayName("so is one that is put if absent, by a link")
    void anObjectIfAbsent() {
        assertCalls("put if absent", "write bank/writers/ID/3", "fdatasync bank/writers/ID/3",
                "link bank/writers/ID/3 bank/objects/a/b/two", "fsync bank/objects/a/b", "unlink bank/writers/ID/3");
    }

    @Test
    @DisplayName("the name of one that was there already is on disk as well, as its writer may not have come to that")
    void anObjectThatIsPresent() {
        assertCalls("put if absent though present", "fsync bank/objects/a/b");
    }

    @Test
    @DisplayName("a writer brings the directories to disk that another one may just have made")
    void directoriesOfAnotherWriter() {
        assertCalls("put by another writer", "fsync bank", "mkdir bank/writers/ID",
                "write bank/writers/ID/1", "fdatasync bank/writers/ID/1", "fsync bank/objects", "fsync bank/objects/a",
                "rename bank/writers/ID/1 bank/objects/a/b/one", "fsync bank/objects/a/b");
    }

    @Test
    @DisplayName("nothing is waited for by a delete, which may be undone by it")
    void aDelete() {
        assertCalls("delete", "unlink bank/objects/a/b/one");
    }
}
