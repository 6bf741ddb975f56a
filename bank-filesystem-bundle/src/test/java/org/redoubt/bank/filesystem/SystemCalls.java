package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process asks of the kernel for files in one place, as strace tells it. */
final class SystemCalls {
    /** How the name of a directory begins that says what comes next. */
    static final String STEP = "step: ";

    private static final List<String> STRACE = List.of("strace", "-ff", "--seccomp-bpf", "-qq", "-y", "-e", "signal=none", "-e",
            "trace=fsync,fdatasync,write,pwrite64,?rename,renameat,?renameat2,?link,linkat,?unlink,unlinkat,?rmdir,?mkdir,mkdirat");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += [0-9]+");
    private static final Pattern DESCRIPTOR = Pattern.compile("\\d+<([^>]+)>.*");
    private static final Pattern NAME = Pattern.compile("(?:\\w+<([^>]+)>, )?\"([^\"]*)\"");

    private final Path place;

    /** @param place the real path of a directory; what is done elsewhere is left out */
    SystemCalls(Path place) {
        this.place = place;
    }

    /** Whether processes can be watched here. */
    static boolean canBeSeen() throws InterruptedException {
        try {
            return new ProcessBuilder(command(Path.of("/dev/null"), List.of("true"))).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static List<String> command(Path output, List<String> watched) {
        List<String> command = new ArrayList<>(STRACE);
        command.addAll(List.of("-o", output.toString()));
        command.addAll(watched);
        return command;
    }

    /** Runs a command to its end, and gives the calls of the thread that makes its steps, by step. Neighbours that are the same are one. */
    Map<String, List<String>> of(List<String> command) throws IOException, InterruptedException {
        Path traces = Files.createDirectory(place.resolve("traces"));
        Process process = new ProcessBuilder(command(traces.resolve("thread"), command)).inheritIO().start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("It ended with " + process.exitValue() + ".");
            }
        } finally {
            process.destroyForcibly();
        }
        try (Stream<Path> threads = Files.list(traces)) {
            for (Path thread : threads.toList()) {
                List<String> lines = Files.readAllLines(thread);
                if (lines.stream().anyMatch(line -> line.contains(STEP))) {
                    return steps(lines);
                }
            }
        }
        throw new IOException("Nothing was seen.");
    }

    private Map<String, List<String>> steps(List<String> lines) {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String call : lines.stream().flatMap(line -> call(line).stream()).toList()) {
            if (call.startsWith("mkdir " + STEP)) {
                current = new ArrayList<>();
                steps.put(call.substring(("mkdir " + STEP).length()), current);
            } else if (current.isEmpty() || !current.getLast().equals(call)) {
                current.add(call);
            }
        }
        return steps;
    }

    /** A call that was done, as its name and the files that it is about, whatever form of it this machine has. */
    private Optional<String> call(String line) {
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            return Optional.empty();
        }
        String name = call.group(1);
        Matcher descriptor = DESCRIPTOR.matcher(call.group(2));
        boolean open = name.endsWith("sync") || name.contains("write");
        List<Path> files = !open ? named(call.group(2)) : descriptor.matches() ? List.of(Path.of(descriptor.group(1))) : List.of();
        if (files.isEmpty() || !files.stream().allMatch(file -> file.startsWith(place))) {
            return Optional.empty();
        }
        String verb = call.group(2).endsWith("AT_REMOVEDIR") ? "rmdir" : name.replaceAll("(at2?|64)$", "").replace("pwrite", "write");
        return Optional.of(files.stream().map(this::told).reduce(verb, (all, file) -> all + " " + file));
    }

    private static List<Path> named(String arguments) {
        return NAME.matcher(arguments).results()
                .map(match -> match.group(1) == null ? Path.of(match.group(2)) : Path.of(match.group(1)).resolve(match.group(2))).toList();
    }

    /** A file below the place, with those parts of its name replaced that are another time different. */
    private String told(Path file) {
        return place.equals(file) ? "." : place.relativize(file).toString().replaceAll("writers/[^/]+", "writers/ID").replaceAll("[0-9a-f-]{36}", "ID");
    }
}
