package org.redoubt.api.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc", "a/", "a//b", ".", "..", "../x", "a/../../b", "a/./b", "a\0b"})
    void aPathThatLeadsOutOfItsTreeCannotBeMade(String text) {
        assertThrows(IllegalArgumentException.class, () -> TreePath.of(text));
    }

    @Test
    void aDirectoryComesRightBeforeWhatIsInIt() {
        List<TreePath> sorted = Stream.of("b", "a-x", "a/b/c", "a", "a/b", "a.x", "ab", "").map(TreePath::of).sorted().toList();
        assertEquals(List.of("", "a", "a/b", "a/b/c", "a-x", "a.x", "ab", "b"), sorted.stream().map(TreePath::toString).toList());
    }

    @Test
    void aNameIsAnyBytesButASlashAndANul() {
        byte[] name = {(byte) 0xff, (byte) 0xc3, '\n', '\\'};
        TreePath path = TreePath.of("dir").resolve(name);
        assertArrayEquals(name, path.name());
        assertEquals(TreePath.of("dir"), path.parent());
        assertTrue(path.startsWith(TreePath.of("dir")));
        assertEquals("dir/\\xff\\xc3\\x0a\\", path.toString());
        assertThrows(IllegalArgumentException.class, () -> TreePath.ROOT.resolve("a/b".getBytes(StandardCharsets.UTF_8)));
    }
}
