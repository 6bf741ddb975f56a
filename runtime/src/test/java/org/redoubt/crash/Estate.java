package org.redoubt.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.opentest4j.TestAbortedException;
import org.redoubt.testkit.host.LoopVolume;

/**
 * Four servers with nine volumes, among them images and a volume that two servers share. Where this host can mount btrfs, they lie
 * there, and snapshots are taken of them.
 */
final class Estate implements AutoCloseable {
    private static final Map<String, List<String>> SERVERS = Map.of(
            "web", List.of("web-root", "web-data", "web-disk.img"),
            "db", List.of("db-data", "db-log", "shared"),
            "app", List.of("app-data", "app-disk.img", "shared"),
            "alone", List.of("alone-data"));
    private static final long DISK = 200L << 20;
    private static final int IMAGE = 1 << 20;
    private static final int FILE = 20_000;

    private final Path place;
    private final Path frozen;
    private final Optional<LoopVolume> disk;
    private final Random random;

    private Estate(Path place, Path frozen, Optional<LoopVolume> disk, Random random) {
        this.place = place;
        this.frozen = frozen;
        this.disk = disk;
        this.random = random;
    }

    static Estate make(Path temporary, Random random) throws IOException, InterruptedException {
        Optional<LoopVolume> disk = disk();
        Path place = Files.createDirectory(disk.map(LoopVolume::path).orElse(temporary).resolve("estate"));
        Estate estate = new Estate(place, Files.createDirectory(temporary.resolve("frozen")), disk, random);
        for (String volume : SERVERS.values().stream().flatMap(List::stream).sorted().distinct().toList()) {
            estate.fill(place.resolve(volume));
        }
        return estate;
    }

    private static Optional<LoopVolume> disk() throws IOException {
        try {
            return Optional.of(LoopVolume.mount("btrfs", DISK));
        } catch (TestAbortedException impossible) {
            return Optional.empty();
        }
    }

    private void fill(Path volume) throws IOException, InterruptedException {
        if (volume.toString().endsWith(".img")) {
            Files.write(volume, bytes(IMAGE));
            return;
        }
        if (disk.isEmpty() || new ProcessBuilder("btrfs", "-q", "subvolume", "create", volume.toString()).start().waitFor() != 0) {
            Files.createDirectory(volume);
        }
        for (int file = 0; file < 4; file++) {
            Files.write(Files.createDirectories(volume.resolve("folder-" + file % 2)).resolve("file-" + file), bytes(random.nextInt(FILE)));
        }
        Files.createSymbolicLink(volume.resolve("link"), Path.of("folder-0/file-0"));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Changes one file of each volume that is a directory, so that there is something new to be protected. */
    void change() throws IOException {
        for (String volume : volumes().keySet()) {
            Path file = place.resolve(volume).resolve("folder-0/file-0");
            if (Files.exists(file)) {
                Files.write(file, bytes(FILE));
            }
        }
    }

    /** Declares the servers to a home. */
    void declare(Path home) throws IOException {
        for (Map.Entry<String, List<String>> server : SERVERS.entrySet()) {
            String volumes = String.join("\",\"", server.getValue().stream().map(volume -> place.resolve(volume).toString()).toList());
            Path mark = frozen.resolve(server.getKey());
            Files.writeString(home.resolve("etc/org.redoubt.server.command-" + server.getKey() + ".config"), """
                    name="%s"
                    volumes=["%s"]
                    grade="application"
                    freeze=["touch","%s"]
                    thaw=["rm","-f","%s"]
                    freezeTimeout="600"
                    thawTimeout="600"
                    maximumFreeze="3000"
                    """.formatted(server.getKey(), volumes, mark, mark));
        }
    }

    /** What to say to protect all of it. */
    static List<String> servers() {
        return SERVERS.keySet().stream().sorted().map(server -> "Host::Server#" + server).toList();
    }

    /** Each volume by its name, as it is now. */
    Map<String, SortedMap<String, String>> volumes() throws IOException {
        Map<String, SortedMap<String, String>> volumes = new TreeMap<>();
        for (String volume : SERVERS.values().stream().flatMap(List::stream).distinct().toList()) {
            volumes.put(volume, Picture.of(place.resolve(volume)));
        }
        return volumes;
    }

    /** Everything there is, snapshots and clones too. */
    SortedMap<String, String> picture() throws IOException {
        return Picture.of(disk.map(LoopVolume::path).orElse(place));
    }

    /** Whether a server is frozen. */
    boolean isFrozen() throws IOException {
        return Picture.of(frozen).size() > 1;
    }

    /** A directory where volumes can be restored to. */
    Path target(String name) {
        return frozen.resolveSibling(name);
    }

    /** What the volumes lie on. */
    String ground() {
        return disk.isPresent() ? "btrfs, with snapshots" : "a directory, without snapshots";
    }

    @Override
    public void close() throws IOException {
        if (disk.isPresent()) {
            disk.get().close();
        }
    }
}
