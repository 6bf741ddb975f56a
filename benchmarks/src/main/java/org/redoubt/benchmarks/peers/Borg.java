package org.redoubt.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** borg with Zstandard 3 and a key in its store. */
final class Borg implements Tool {
    private Path folder = Path.of("");
    private int copies;

    @Override
    public String name() {
        return "borg";
    }

    @Override
    public void begin(Path place) throws Exception {
        folder = Files.createDirectories(place);
        copies = 0;
        call(folder, "init", "-e", "repokey-blake2", store().toString());
    }

    @Override
    public void protect(Path data, boolean reread) throws Exception {
        copies++;
        List<String> words = new ArrayList<>(List.of("create", "-C", "zstd,3"));
        if (reread) {
            words.add("--files-cache=disabled");
        }
        words.addAll(List.of(newest(), data.toString()));
        call(folder, words.toArray(String[]::new));
    }

    @Override
    public void restore(Path data, Path target) throws Exception {
        call(target, "extract", newest());
    }

    @Override
    public void verify() throws Exception {
        call(folder, "check", "--verify-data", store().toString());
    }

    @Override
    public Path store() {
        return folder.resolve("store");
    }

    private String newest() {
        return store() + "::copy" + copies;
    }

    private void call(Path directory, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("borg"));
        command.addAll(List.of(words));
        Shell.call(directory, Map.of("BORG_PASSPHRASE", "measured", "BORG_BASE_DIR", folder.resolve("base").toString()), command);
    }
}
