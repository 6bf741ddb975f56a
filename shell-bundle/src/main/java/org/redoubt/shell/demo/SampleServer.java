package org.redoubt.shell.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A server of two volumes in a temporary directory: a tree of copies of this machine's files, and a sparse disk image
 * with some of them in it. It is frozen by a file that appears, and thawed by its going away.
 */
public final class SampleServer {
    private static final int MOST_FILES = 1500;
    private static final long MOST_BYTES = 32L << 20;
    private static final long LARGEST_FILE = 4L << 20;
    private static final long IMAGE_SIZE = 256L << 20;
    private static final long IMAGE_STEP = 8L << 20;
    private static final int DAMAGED_FILES = 25;

    private final Path root;

    private SampleServer(Path root) {
        this.root = root;
    }

    /** Makes the server in a new temporary directory. */
    public static SampleServer make(List<Path> sources) throws IOException {
        SampleServer server = new SampleServer(Files.createTempDirectory("redoubt-demo-").toRealPath());
        server.fillTree(sources);
        server.fillImage();
        return server;
    }

    /** The name of the server, which no other one has. */
    public String name() {
        return root.getFileName().toString();
    }

    /** Where the volumes are. */
    public Path volumes() {
        return root.resolve("server");
    }

    private Path tree() {
        return volumes().resolve("www");
    }

    private Path image() {
        return volumes().resolve("disk.img");
    }

    /** What declares the server in {@code etc}. */
    public String declaration() {
        String flag = root.resolve("frozen").toString();
        return "name=\"" + name() + "\"\n"
                + "volumes=[\"" + tree() + "\",\"" + image() + "\"]\n"
                + "freeze=[\"touch\",\"" + flag + "\"]\n"
                + "thaw=[\"rm\",\"-f\",\"" + flag + "\"]\n"
                + "grade=\"application\"\n";
    }

    private void fillTree(List<Path> sources) throws IOException {
        Files.createDirectories(tree());
        long bytes = 0;
        int files = 0;
        Deque<Path> waiting = new ArrayDeque<>(sources.stream().filter(Files::isDirectory).toList());
        while (!waiting.isEmpty() && files < MOST_FILES && bytes < MOST_BYTES) {
            Path directory = waiting.removeFirst();
            Path copy = Files.createDirectories(tree().resolve(directory.toString().substring(1)));
            for (Path entry : entries(directory)) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(entry)) {
                    waiting.addLast(entry);
                } else if (files < MOST_FILES && bytes < MOST_BYTES) {
                    OptionalLong size = copySample(entry, copy.resolve(entry.getFileName()));
                    bytes += size.orElse(0);
                    files += size.isPresent() ? 1 : 0;
                }
            }
        }
    }

    /** This machine goes on working meanwhile: what has gone is left out. */
    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The size of the copy; nothing if there is none, as the entry is no sample or has gone. */
    private static OptionalLong copySample(Path entry, Path copy) throws IOException {
        try {
            if (!isSample(entry)) {
                return OptionalLong.empty();
            }
            Files.copy(entry, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return OptionalLong.of(Files.isSymbolicLink(copy) ? 0 : Files.size(copy));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean isSample(Path entry) throws IOException {
        return Files.isSymbolicLink(entry)
                || Files.isRegularFile(entry) && Files.isReadable(entry) && Files.size(entry) <= LARGEST_FILE;
    }

    private void fillImage() throws IOException {
        try (FileChannel image = FileChannel.open(image(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Stream<Path> files = Files.walk(tree())) {
            image.write(ByteBuffer.wrap(new byte[1]), IMAGE_SIZE - 1);
            long at = 0;
            for (Path file : (Iterable<Path>) files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))::iterator) {
                if (at < IMAGE_SIZE - LARGEST_FILE) {
                    image.write(ByteBuffer.wrap(Files.readAllBytes(file)), at);
                    at += IMAGE_STEP;
                }
            }
        }
    }

    /** Deletes some files, overwrites others, and spoils the image. */
    public void damage() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(tree())) {
            files = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
        int step = Math.max(1, files.size() / DAMAGED_FILES);
        for (int i = 0; i < files.size(); i += step) {
            if (i / step % 2 == 0) {
                Files.delete(files.get(i));
            } else {
                files.get(i).toFile().setWritable(true);
                Files.writeString(files.get(i), "Your files have been encrypted.\n");
            }
        }
        try (FileChannel image = FileChannel.open(image(), StandardOpenOption.WRITE)) {
            image.write(ByteBuffer.wrap("Your disk has been encrypted.".getBytes(StandardCharsets.UTF_8)), 0);
        }
    }

    /** Takes everything away again. */
    public void remove() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder()).forEach(SampleServer::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
