package org.redoubt.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.benchmarks.Clock;
import org.redoubt.benchmarks.Memory;

/** The {@code redoubt} command of this checkout, with a running runtime for each store that has done some work before. */
final class Redoubt implements Tool {
    private static final long WARMED_BY = 128L << 20;
    private static final int WARMED_TIMES = 3;
    /** Most of what a runtime is asked to protect has not changed. */
    private static final int UNCHANGED_TIMES = 10;
    private static final String REREAD = "Host::Volume.reread=true";

    private final Path checkout = Path.of("").toAbsolutePath();
    private Path folder = Path.of("");
    private long runtime;
    private Optional<Memory> memory = Optional.empty();

    @Override
    public String name() {
        return "redoubt";
    }

    @Override
    public void begin(Path place) throws Exception {
        folder = Files.createDirectories(place);
        bank(home(), "default", store());
        bank(home(), "warm", folder.resolve("warm"));
        call("start");
        runtime = pid();
        memory = Optional.of(new Memory(runtime));
        warm();
    }

    /** A first protect by a command of its own, as where no runtime is running. */
    void protectCold(Path place, Path data, Clock clock) throws Exception {
        Path empty = Files.createDirectories(place);
        bank(empty.resolve("home"), "default", empty.resolve("store"));
        List<String> command = List.of(checkout.resolve("redoubt").toString(), "--home", empty.resolve("home").toString(), "protect", data.toString());
        clock.time(() -> Shell.call(empty, Map.of(), command));
    }

    private static void bank(Path home, String name, Path bank) throws IOException {
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.writeString(etc.resolve("org.redoubt.bank.filesystem-" + name + ".cfg"), "name = " + name + "\npath = " + bank + "\n");
        Files.writeString(etc.resolve("org.redoubt.provider-" + name + ".cfg"), "name = " + name + "\nbank = " + name + "\n");
    }

    /** What a runtime has compiled that has worked for a while: each kind of data, all that is measured, in a bank of its own. */
    private void warm() throws Exception {
        for (DataSet set : DataSet.values()) {
            Path small = set.make(Files.createDirectories(folder.resolve("small-" + set.word())), WARMED_BY);
            for (int i = 0; i < WARMED_TIMES; i++) {
                call("protect", small.toString(), "--provider", "warm");
                call("protect", small.toString(), "--provider", "warm", "--parameter", REREAD);
                call("verify", "latest", "--provider", "warm");
                call("restore", "latest", "--provider", "warm", "--to", folder.resolve("restored-" + i).toString());
            }
            for (int i = 0; set == DataSet.MIXED && i < UNCHANGED_TIMES; i++) {
                call("protect", small.toString(), "--provider", "warm");
            }
        }
    }

    @Override
    public void protect(Path data, boolean reread) throws Exception {
        List<String> words = new ArrayList<>(List.of("protect", data.toString()));
        if (reread) {
            words.addAll(List.of("--parameter", REREAD));
        }
        call(words.toArray(String[]::new));
    }

    @Override
    public void restore(Path data, Path target) throws Exception {
        call("restore", "latest", "--provider", "default", "--to", target.toString());
    }

    @Override
    public void verify() throws Exception {
        call("verify", "latest", "--provider", "default");
    }

    @Override
    public Path store() {
        return folder.resolve("store");
    }

    @Override
    public double standingCpu() throws IOException {
        return Clock.cpuSeconds(runtime);
    }

    @Override
    public double standingMemory() {
        return memory.map(Memory::megabytes).orElse(0.0);
    }

    /** Ends the runtime of the last store. */
    void end() throws Exception {
        memory.ifPresent(Memory::close);
        call("stop");
    }

    private Path home() {
        return folder.resolve("home");
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(home().resolve("var/run/runtime")).getFirst());
    }

    private void call(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("redoubt").toString(), "--home", home().toString()));
        command.addAll(List.of(words));
        Shell.call(folder, Map.of(), command);
    }
}
