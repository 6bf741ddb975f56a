package org.redoubt.benchmarks.peers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.redoubt.benchmarks.MixedTree;

/** Something to be protected, made anew with the same bytes each time, and its second version. */
enum DataSet {
    RANDOM("random") {
        @Override
        Path make(Path folder, long size) throws Exception {
            Path data = Files.createDirectories(folder.resolve("random"));
            Random random = new Random(SEED);
            byte[] block = new byte[1 << 20];
            for (int file = 0; file < RANDOM_FILES; file++) {
                try (FileChannel out = FileChannel.open(data.resolve("f" + file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    for (long at = 0; at < size / RANDOM_FILES; at += block.length) {
                        random.nextBytes(block);
                        out.write(ByteBuffer.wrap(block));
                    }
                }
            }
            return data;
        }

        @Override
        boolean change(Path data) {
            return false;
        }
    },
    MIXED("mixed") {
        @Override
        Path make(Path folder, long size) throws Exception {
            Path data = Files.createDirectories(folder.resolve("mixed"));
            new MixedTree().fill(data, size);
            return data;
        }

        /** Of all bytes 1 % in runs of 16 KiB, and 40 insertions: the more in a file, the longer it is. */
        @Override
        boolean change(Path data) throws Exception {
            List<Path> files;
            try (Stream<Path> all = Files.walk(data)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            long[] ends = new long[files.size()];
            long total = 0;
            for (int i = 0; i < ends.length; i++) {
                total += Files.size(files.get(i));
                ends[i] = total;
            }
            Random random = new Random(SEED);
            for (long changed = 0; changed < total / PART; changed += MIXED_RUN) {
                overwrite(pick(files, ends, random), MIXED_RUN, random);
            }
            for (int n = 0; n < MIXED_INSERTIONS; n++) {
                Path file = pick(files, ends, random);
                byte[] old = Files.readAllBytes(file);
                int at = random.nextInt(old.length + 1);
                byte[] more = new byte[1 + random.nextInt(1000)];
                random.nextBytes(more);
                Files.write(file, ByteBuffer.allocate(old.length + more.length).put(old, 0, at).put(more).put(old, at, old.length - at).array());
            }
            return true;
        }
    },
    IMAGE("image") {
        /** A sparse ext4 file system, three tenths of it full of files. */
        @Override
        Path make(Path folder, long size) throws Exception {
            Path tree = Files.createDirectories(folder.resolve("in-image"));
            new MixedTree().fill(tree, size * 2 * 3 / 10);
            Path image = folder.resolve("disk.img");
            Shell.call(folder, Map.of("E2FSPROGS_FAKE_TIME", "1700000000"), List.of("mke2fs", "-q", "-F", "-t", "ext4", "-U", "00000000-0000-4000-8000-000000000001",
                    "-d", tree.toString(), image.toString(), size * 2 / 1024 + "k"));
            return image;
        }

        /** Of what is full 1 % in runs of 64 KiB, and 10 insertions that move the next megabyte. */
        @Override
        boolean change(Path image) throws Exception {
            Random random = new Random(SEED);
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                long full = file.length() * 3 / 10;
                for (long changed = 0; changed < full / PART; changed += IMAGE_RUN) {
                    byte[] run = new byte[IMAGE_RUN];
                    random.nextBytes(run);
                    file.seek(somewhereFull(file, random));
                    file.write(run);
                }
                for (int n = 0; n < IMAGE_INSERTIONS; n++) {
                    byte[] moved = new byte[1 << 20];
                    long at = somewhereFull(file, random);
                    file.seek(at);
                    file.readFully(moved);
                    file.seek(at);
                    byte[] more = new byte[BLOCK];
                    random.nextBytes(more);
                    file.write(more);
                    file.write(moved, 0, moved.length - more.length);
                }
            }
            return true;
        }
    };

    private static final long SEED = 42;
    private static final int RANDOM_FILES = 4;
    private static final int PART = 100;
    private static final int MIXED_RUN = 16 << 10;
    private static final int MIXED_INSERTIONS = 40;
    private static final int IMAGE_RUN = 64 << 10;
    private static final int IMAGE_INSERTIONS = 10;
    private static final int BLOCK = 4096;

    private final String word;

    DataSet(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Makes it; an image is twice as long as the size, and what is in it stays beside it. */
    abstract Path make(Path folder, long size) throws Exception;

    /** Makes its second version of it; false if it has none. */
    abstract boolean change(Path data) throws Exception;

    private static Path pick(List<Path> files, long[] ends, Random random) {
        long at = (long) (random.nextDouble() * ends[ends.length - 1]);
        int i = 0;
        while (ends[i] <= at) {
            i++;
        }
        return files.get(i);
    }

    private static void overwrite(Path path, int length, Random random) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] run = new byte[(int) Math.min(length, file.length())];
            random.nextBytes(run);
            file.seek((long) (random.nextDouble() * (file.length() - run.length)));
            file.write(run);
        }
    }

    private static long somewhereFull(RandomAccessFile file, Random random) throws IOException {
        byte[] block = new byte[BLOCK];
        Optional<Long> found = Optional.empty();
        while (found.isEmpty()) {
            long at = (long) (random.nextDouble() * (file.length() - (2 << 20))) / BLOCK * BLOCK;
            file.seek(at);
            file.readFully(block);
            for (byte b : block) {
                if (b != 0) {
                    found = Optional.of(at);
                    break;
                }
            }
        }
        return found.get();
    }
}
