package org.redoubt.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Makes a tree of files of many sizes, the same for the same seed: text, lines of logs, tables of numbers, and bytes that cannot be
 * compressed. What can be has its repeats near each other, as in files that people have; all of it comes to about a third.
 */
public final class MixedTree {
    private static final int WORDS = 12_000;
    private static final int DRAWS = 1 << 16;
    private static final int NEAR = 32 << 10;

    private final Random random = new Random(42);
    private final byte[][] words = new byte[WORDS][];
    private final int[] draws = new int[DRAWS];

    /** A maker of trees; the first tree of each is the same. */
    public MixedTree() {
        double sum = 0;
        for (int i = 0; i < WORDS; i++) {
            words[i] = new byte[2 + Math.min(8, (int) (Math.log(i + 1) * random.nextDouble() * 1.3)) + 1];
            for (int k = 0; k < words[i].length - 1; k++) {
                words[i][k] = (byte) ('a' + Math.min(random.nextInt(26), random.nextInt(26)));
            }
            words[i][words[i].length - 1] = (byte) (random.nextInt(12) == 0 ? '\n' : ' ');
            sum += 1.0 / (i + 2);
        }
        // Words come as often as in a language: each as seldom as its place in the list is far behind.
        double passed = 0;
        int next = 0;
        for (int i = 0; i < WORDS; i++) {
            passed += 1.0 / (i + 2);
            while (next < DRAWS && next < passed / sum * DRAWS) {
                draws[next++] = i;
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
        if (sort < 0.45) {
            text(content);
        } else if (sort < 0.70) {
            log(content);
        } else if (sort < 0.90) {
            table(content);
        } else {
            random.nextBytes(content);
        }
        return content;
    }

    /** Words, and phrases that stood not far before. */
    private void text(byte[] content) {
        int at = 0;
        while (at < content.length) {
            int back = 1 + random.nextInt(Math.min(NEAR, at + 1));
            if (back <= at && random.nextInt(3) == 0) {
                at = put(content, at, content, at - back, Math.min(back, 20 + random.nextInt(80)));
            } else {
                byte[] word = words[draws[random.nextInt(DRAWS)]];
                at = put(content, at, word, 0, word.length);
            }
        }
    }

    /** Lines that differ in a time, a number and a few words. */
    private void log(byte[] content) {
        long time = 1_700_000_000_000L + random.nextInt(1_000_000_000);
        int at = 0;
        while (at < content.length) {
            time += random.nextInt(5_000);
            int template = random.nextInt(8) * random.nextInt(4);
            StringBuilder line = new StringBuilder(160).append(time).append(" INFO  [worker-").append(random.nextInt(8)).append("] service.");
            for (int i = 0; i < 5; i++) {
                append(line, words[template * 7 + i]);
            }
            line.append("id=").append(Integer.toHexString(random.nextInt())).append(' ');
            append(line, words[draws[random.nextInt(DRAWS)]]);
            line.append("took=").append(random.nextInt(900)).append("ms\n");
            byte[] bytes = line.toString().getBytes(StandardCharsets.US_ASCII);
            at = put(content, at, bytes, 0, bytes.length);
        }
    }

    private static void append(StringBuilder line, byte[] word) {
        for (byte letter : word) {
            line.append((char) letter);
        }
    }

    /** Records of 16 bytes: a number that grows, a kind, and two bytes that may be anything. */
    private void table(byte[] content) {
        int number = random.nextInt();
        for (int at = 0; at < content.length; number += random.nextInt(3)) {
            byte[] entry = {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number, 0, 0, 0, (byte) random.nextInt(4), 0, 0,
                (byte) random.nextInt(), (byte) random.nextInt(), 0, 1, 0, (byte) random.nextInt(2)};
            at = put(content, at, entry, 0, entry.length);
        }
    }

    private static int put(byte[] content, int at, byte[] from, int begin, int length) {
        int count = Math.min(length, content.length - at);
        System.arraycopy(from, begin, content, at, count);
        return at + count;
    }
}
