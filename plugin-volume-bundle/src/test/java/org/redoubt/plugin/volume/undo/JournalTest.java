package org.redoubt.plugin.volume.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.vault.TreePath;
import org.redoubt.os.linux.file.LinuxFiles;

/** What is read of a list of restored files is what was listed first, wherever it was cut off and whatever stands behind. */
class JournalTest {
    @TempDir
    private Path folder;

    private Path journal() throws Exception {
        Path file = folder.resolve("journal");
        Files.writeString(folder.resolve("made"), "made");
        try (Directory directory = new LinuxFiles().openDirectory(folder); Journal journal = Journal.create(file)) {
            FileStatus status = directory.child("made".getBytes()).status();
            journal.directory(TreePath.of("d"));
            journal.draft(TreePath.of("d/.draft"));
            journal.file(TreePath.of("d/made"), status);
        }
        return file;
    }

    @Test
    void whatWasListedIsRead() throws Exception {
        List<Made> all = Journal.read(journal());
        assertEquals(List.of(Made.Kind.DIRECTORY, Made.Kind.DRAFT, Made.Kind.FILE), all.stream().map(Made::kind).toList());
        assertEquals(List.of("d", "d/.draft", "d/made"), all.stream().map(made -> made.path().toString()).toList());
        try (Directory directory = new LinuxFiles().openDirectory(folder)) {
            assertEquals(Made.Finished.of(directory.child("made".getBytes()).status()), all.getLast().file().orElseThrow());
        }
    }

    @Test
    void whereverItIsCutOffTheBeginningIsRead() throws Exception {
        Path file = journal();
        List<Made> all = Journal.read(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length <= bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            List<Made> some = Journal.read(file);
            assertEquals(all.subList(0, some.size()), some);
            Files.write(file, Arrays.copyOf(Arrays.copyOf(bytes, length), bytes.length + 100));
            assertEquals(some, Journal.read(file).subList(0, some.size()), "zeros behind " + length);
        }
    }

    @Test
    void whateverStandsThereIsNoError() throws Exception {
        Path file = folder.resolve("noise");
        Random random = new Random(1);
        byte[] head = Arrays.copyOf(Files.readAllBytes(journal()), 4);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[8 + random.nextInt(60)];
            random.nextBytes(noise);
            System.arraycopy(head, 0, noise, 0, 4);
            noise[4] = (byte) random.nextInt(4);
            Arrays.fill(noise, 5, 8, (byte) 0);
            Files.write(file, noise);
            Journal.read(file);
        }
    }
}
