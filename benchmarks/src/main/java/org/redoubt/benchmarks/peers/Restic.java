package org.redoubt.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** restic with its own compression. */
final class Restic implements Tool {
    private Path folder = Path.of("");

    @Override
    public String name() {
        return "restic";
    }

    @Override
    public void begin(Path place) throws Exception {
        folder = Files.createDirectories(place);
        call("init");
    }

    @Override
    public void protect(Path data, boolean reread) throws Exception {
        List<String> words = new ArrayList<>(List.of("backup", "--compression", "auto", data.toString()));
        if (reread) {
            words.add("--force");
        }
        call(words.toArray(String[]::new));
    }

    @Override
    public void restore(Path data, Path target) throws Exception {
        call("restore", "latest", "--target", target.toString());
    }

    @Override
    public void verify() throws Exception {
        call("check", "--read-data");
    }

    @Override
    public Path store() {
        return folder.resolve("store");
    }

    private void call(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("restic", "-q", "-r", store().toString(), "--cache-dir", folder.resolve("cache").toString()));
        command.addAll(List.of(words));
        Shell.call(folder, Map.of("RESTIC_PASSWORD", "measured"), command);
    }
}
