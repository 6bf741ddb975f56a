package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;

/** Two providers, the bank of one of which is a disk that can be filled and pulled. */
@DisplayName("Banks of several disks")
final class BanksIT {
    @TempDir
    private Path temporary;
    private Path source;
    private Disk disk;
    private RunningRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        disk = Disk.mount(temporary.resolve("disk"), "16m");
        source = Files.createDirectory(temporary.resolve("source"));
        Files.writeString(source.resolve("file"), "what is protected");
        Path home = temporary.resolve("home");
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.writeString(etc.resolve("org.redoubt.bank.filesystem-offsite.cfg"),
                "name = offsite\npath = " + temporary.resolve("disk") + "\ncreate = true\n");
        Files.writeString(etc.resolve("org.redoubt.provider-offsite.cfg"), "name = offsite\nbank = offsite\n");
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
    }

    @AfterEach
    void stop() throws Exception {
        if (runtime != null) {
            runtime.stop();
        }
        if (disk != null) {
            disk.close();
        }
    }

    private String protect(String provider) throws Exception {
        return succeed("protect", source.toString(), "--provider", provider, "--json").json().object("checkpoint").orElseThrow()
                .string("id").orElseThrow();
    }

    private RunningRuntime.Result succeed(String... words) throws Exception {
        RunningRuntime.Result result = runtime.run(words);
        assertEquals(0, result.status(), result.out() + result.err());
        return result;
    }

    @Test
    @DisplayName("given a disk that is full, then protecting fails in one sentence, and each checkpoint can be deleted")
    void aFullDisk() throws Exception {
        List<String> made = List.of(protect("offsite"), protect("offsite"), protect("offsite"));
        disk.fill();
        Files.write(source.resolve("more"), new byte[1000]);
        RunningRuntime.Result refused = runtime.run("protect", source.toString(), "--provider", "offsite");
        assertEquals(1, refused.status());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains("no space left"), refused.err());
        for (String checkpoint : made) {
            succeed("delete", checkpoint);
        }
        assertEquals(List.of(), succeed("checkpoints", "--json").json().array("checkpoints"));
    }
}
