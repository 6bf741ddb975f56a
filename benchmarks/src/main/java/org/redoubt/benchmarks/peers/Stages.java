package org.redoubt.benchmarks.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.Chunker;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.seal.Gcm;

/**
 * The least that a first protect can cost on one core: what each stage takes that the format demands, one after the other on one thread, with
 * nothing around it. Blocks of zeros cost only their reading, which counts as nothing where a host can say where they are.
 */
final class Stages implements AutoCloseable {
    private static final int BLOCK = 4 << 10;
    private static final int WINDOW = 1 << 20;
    private static final int LEVEL = 3;
    private static final byte[] ZEROS = new byte[BLOCK];

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Stage, Long> spent = new EnumMap<>(Stage.class);
    private final long[] gear = new Random(1).longs(256).toArray();
    private final RecordCodec codec = new RecordCodec(new byte[32], LEVEL);
    private final Gcm gcm = new Gcm();
    private final SecretKey key = new SecretKeySpec(new byte[32], "AES");
    private final MessageDigest packs = MessageDigest.getInstance("SHA-256");
    private final ByteBuffer read = ByteBuffer.allocateDirect(WINDOW);
    private final ByteBuffer written = ByteBuffer.allocateDirect(WINDOW + BLOCK).alignedSlice(BLOCK).limit(WINDOW);
    private final byte[] buffer = new byte[WINDOW + Chunker.MAX];
    private final byte[] sealed = new byte[2 * Chunker.MAX];
    private final FileChannel pack;
    private long mark;
    private long position;
    private int end;

    /** What has to be done with each byte. */
    enum Stage {
        READ("read the files"), CUT("find where chunks end"), NAME("name them, HMAC with SHA-256"), COMPRESS("compress them, Zstandard 3"),
        SEAL("seal them, AES-256-GCM"), HASH("name the packs, SHA-256"), WRITE("write and synchronize");

        private final String words;

        Stage(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** @param file made to be written to */
    Stages(Path file) throws Exception {
        OpenOption direct = Stream.of(Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants())
                .filter(option -> option.toString().equals("DIRECT")).map(OpenOption.class::cast).findFirst().orElseThrow();
        pack = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, direct));
    }

    /** The seconds of processor time that each stage takes for a file or a tree. */
    Map<Stage, Double> measure(Path data) throws Exception {
        spent.clear();
        mark = threads.getCurrentThreadCpuTime();
        List<Path> files;
        try (Stream<Path> all = Files.walk(data)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            file(file);
        }
        pack.force(false);
        pass(Stage.WRITE);
        Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
        spent.forEach((stage, nanos) -> seconds.put(stage, nanos / 1e9));
        return seconds;
    }

    private void pass(Stage stage) {
        long now = threads.getCurrentThreadCpuTime();
        spent.merge(stage, now - mark, Long::sum);
        mark = now;
    }

    private void file(Path file) throws Exception {
        Chunker chunker = new Chunker(gear);
        end = 0;
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            int start = 0;
            while (in.read(read.clear()) > 0) {
                read.flip();
                if (isEmpty()) {
                    mark = threads.getCurrentThreadCpuTime();
                    continue;
                }
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                int count = read.remaining();
                read.get(buffer, end, count);
                end += count;
                pass(Stage.READ);
                start = chunks(chunker);
            }
            pass(Stage.READ);
            if (end > start) {
                chunk(start, end - start);
            }
        }
        pass(Stage.READ);
    }

    private boolean isEmpty() {
        while (read.remaining() >= BLOCK) {
            if (read.slice(read.position(), BLOCK).mismatch(ByteBuffer.wrap(ZEROS)) >= 0) {
                return false;
            }
            read.position(read.position() + BLOCK);
        }
        return !read.hasRemaining();
    }

    /** Deals with all chunks that are whole; where the rest begins. */
    private int chunks(Chunker chunker) throws Exception {
        int start = 0;
        int n = chunker.next(buffer, start, end);
        pass(Stage.CUT);
        while (n > 0) {
            chunk(start, n);
            start += n;
            n = chunker.next(buffer, start, end);
            pass(Stage.CUT);
        }
        return start;
    }

    private void chunk(int start, int length) throws Exception {
        byte[] id = codec.identify(Area.DATA, buffer, start, length).bytes();
        pass(Stage.NAME);
        int record = codec.encode(buffer, start, length);
        pass(Stage.COMPRESS);
        int count = gcm.seal(key, 0, position, id, codec.record(), 0, record, sealed, 0);
        position += count;
        pass(Stage.SEAL);
        packs.update(sealed, 0, count);
        pass(Stage.HASH);
        write(count);
        pass(Stage.WRITE);
    }

    private void write(int count) throws IOException {
        for (int at = 0; at < count;) {
            int some = Math.min(count - at, written.remaining());
            written.put(sealed, at, some);
            at += some;
            if (!written.hasRemaining()) {
                written.flip();
                while (written.hasRemaining()) {
                    pack.write(written);
                }
                written.clear().limit(WINDOW);
            }
        }
    }

    @Override
    public void close() throws IOException {
        codec.close();
        pack.close();
    }
}
