package org.redoubt.vault.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.wire.FormatException;

/** What makes something of bytes and may refuse them is known to who torments decoders. */
class DecoderListTest {
    /** Each is a target of {@link DecoderFuzzTest}, or is what one of them is made of. */
    private static final Set<String> TORMENTED = Set.of("Answer.read", "Area.of", "Blocks.open", "Child.read", "ChunkId.parse", "ChunkId.read", "Compression.payload",
            "Content.read", "DamageStore.decode", "Kind.read", "Keyring.decode", "Node.decode", "PackDirectory.offset", "PackDirectory.read", "PackName.parse",
            "PackName.read", "PackReader.choose", "Piece.read", "Recipe.read", "Root.read", "Ruling.read", "Run.decode", "Run.key", "Run.named", "Salt.read",
            "ScrubNotes.read", "SealedDocument.open", "SealedHeader.read", "SessionNote.read", "StoredEntry.decode", "StoredEntry.path", "StoredEntry.treePath",
            "StoredEntry.type", "StreamRoot.decode", "Tombs.parse", "Tombs.read", "TreeRoot.decode", "VaultConfig.decode", "VaultConfig.encrypted", "Verdict.read",
            "Wrap.decode");

    @Test
    void everyDecoderIsTormented() throws Exception {
        Path classes = Path.of(VaultService.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Set<String> decoders = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replaceAll("\\.class$", "").replace('/', '.');
                for (Method method : Class.forName(name, false, getClass().getClassLoader()).getDeclaredMethods()) {
                    if (Modifier.isStatic(method.getModifiers()) && !method.isSynthetic() && List.of(method.getExceptionTypes()).contains(FormatException.class)) {
                        decoders.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
                    }
                }
            }
        }
        assertEquals(new TreeSet<>(TORMENTED), decoders, "give what is new to a target of the fuzz test, and name it here");
    }
}
