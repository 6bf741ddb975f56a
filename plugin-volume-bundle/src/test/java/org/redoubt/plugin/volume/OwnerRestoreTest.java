package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.Accounts;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.HostileTree;
import org.redoubt.testkit.protection.TestRestoreContext;

/** A tree goes to a host where the same people have other numbers. */
class OwnerRestoreTest {
    private static final long NO_NUMBER = 1L << 40;

    @TempDir
    Path scratch;
    private Path source;

    /** A host with one user and one group of the same name. */
    private record People(String name, long user, long group) implements Accounts {
        @Override
        public Optional<String> userName(long id) {
            return id == user ? Optional.of(name) : Optional.empty();
        }

        @Override
        public OptionalLong userId(String wanted) {
            return wanted.equals(name) ? OptionalLong.of(user) : OptionalLong.empty();
        }

        @Override
        public Optional<String> groupName(long id) {
            return id == group ? Optional.of(name) : Optional.empty();
        }

        @Override
        public OptionalLong groupId(String wanted) {
            return wanted.equals(name) ? OptionalLong.of(group) : OptionalLong.empty();
        }
    }

    @BeforeEach
    void makeTree() throws Exception {
        assumeTrue(Host.isRoot(), "only root can give files away");
        source = Files.createDirectory(scratch.resolve("source"));
        HostileTree.run(source, "set -e; touch named unnamed prog; chown 12345:12346 named prog; chown 12399:12398 unnamed; chmod 6755 prog");
    }

    private static Map<String, Object> owner(Path file) throws Exception {
        return Files.readAttributes(file, "unix:uid,gid");
    }

    private static void assertOwner(int user, int group, Path file) throws Exception {
        assertEquals(Map.of("uid", user, "gid", group), owner(file));
    }

    @Test
    void theOwnerIsFoundByNameWhereTheHostKnowsItAndByNumberElseOrIfThatIsSaid() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            rig.hosts().bindAccounts(new People("web", 12345, 12346));
            Saved saved = rig.protect(source, "{}");
            rig.hosts().bindAccounts(new People("web", 22345, 22346));
            TestRestoreContext byName = rig.restore(saved, scratch, "names", "{}");
            assertEquals(List.of(), byName.warnings());
            assertOwner(22345, 22346, scratch.resolve("names/named"));
            assertOwner(12399, 12398, scratch.resolve("names/unnamed"));
            assertEquals(06755, mode(scratch.resolve("names/prog")));

            rig.restore(saved, scratch, "numbers", "{\"owners\": \"numbers\"}");
            assertOwner(12345, 12346, scratch.resolve("numbers/named"));
            assertOwner(12399, 12398, scratch.resolve("numbers/unnamed"));
        }
    }

    @Test
    void aProgramWhoseOwnerCannotBeSetLosesItsSetIdBitsAndThatIsSaid() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            rig.hosts().bindAccounts(new People("web", 12345, 12346));
            Saved saved = rig.protect(source, "{}");
            rig.hosts().bindAccounts(new People("web", NO_NUMBER, 22346));
            TestRestoreContext restored = rig.restore(saved, scratch, "copy", "{}");
            assertEquals(0755, mode(scratch.resolve("copy/prog")));
            assertTrue(restored.warnings().toString().contains("set-id bits belong to an owner that could not be set"), restored.warnings().toString());
        }
    }

    private static int mode(Path file) throws Exception {
        return (int) Files.getAttribute(file, "unix:mode") & 07777;
    }
}
