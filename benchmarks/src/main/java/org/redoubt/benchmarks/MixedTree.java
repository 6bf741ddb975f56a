package org.redoubt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Makes a tree of files of many sizes: text, bytes that cannot be compressed, and bytes in between; the same for the same seed. */
public final class MixedTree {
    private static final int WORDS = 3000;

    private final Random random = new Random(42);
    private final byte[] text = new byte[4 << 20];

    /** A maker of trees; the first tree of each is the same. */
    public MixedTree() {
        byte[][] words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] = new byte[2 + random.nextInt(9)];
            for (int k = 0; k < words[i].length; k++) {
                words[i][k] = (byte) ('a' + random.nextInt(26));
            }
        }
        for (int at = 0; at < text.length; at++) {
            byte[] word = words[random.nextInt(WORDS)];
            int n = Math.min(word.length, text.length - at);
            System.arraycopy(word, 0, text, at, n);
            at += n;
            if (at < text.length) {
                text[at] = ' ';
            }
        }
    }

    /** Fills a directory until its files have so many bytes. How many files there are. */
    public int fill(Path root, long bytes) throws IOException {
        int files = 0;
        for (long total = 0; total < bytes; files++) {
            Path directory = Files.createDirectories(root.resolve("d" + files / 200 + "/s" + files / 20 % 10));
            byte[] content = content();
            Files.write(directory.resolve("f" + files), content);
            total += content.length;
        }
        return files;
    }

    private byte[] content() {
        double kind = random.nextDouble();
        int mean = kind < 0.6 ? 6_000 : kind < 0.95 ? 30_000 : 520_000;
        byte[] content = new byte[(int) (-mean * Math.log(1 - random.nextDouble()))];
        double sort = random.nextDouble();
        if (sort < 0.55) {
            words(content);
        } else if (sort < 0.85) {
            random.nextBytes(content);
        } else {
            byte[] pattern = new byte[8];
            random.nextBytes(pattern);
            for (int at = 0; at < content.length; at += 16) {
                System.arraycopy(pattern, 0, content, at, Math.min(8, content.length - at));
            }
        }
        return content;
    }

    private void words(byte[] content) {
        for (int at = 0; at < content.length; at += text.length / 2) {
            int from = random.nextInt(text.length / 2);
            System.arraycopy(text, from, content, at, Math.min(text.length / 2, content.length - at));
        }
        // Small changes everywhere, so that no two files share chunks.
        for (int n = content.length / 60; n > 0; n--) {
            content[random.nextInt(content.length)] = (byte) random.nextInt();
        }
        Arrays.fill(content, 0, Math.min(1, content.length), (byte) '#');
    }
}
