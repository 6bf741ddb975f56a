package org.redoubt.bank.filesystem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;

/** Another process that uses a bank, to be killed: it says on its output what it has done. */
final class Killed {
    static final int OBJECTS = 50;

    private Killed() {
    }

    /**
     * Runs until it is killed or its work is done.
     *
     * @param arguments what to do, the place of the scene, and from which number on
     */
    public static void main(String[] arguments) throws Exception {
        int first = Integer.parseInt(arguments[2]);
        try (FileBank bank = new Scene(Path.of(arguments[1])).bank()) {
            switch (arguments[0]) {
                case "write" -> write(bank, first);
                case "race" -> race(bank);
                default -> hold(bank);
            }
        }
    }

    /** The content of the n-th version of an object: its length and every byte tell which it is. */
    static byte[] content(int number) {
        byte[] bytes = new byte[1 + number * 7919 % 300_000];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    static Key key(int number) {
        int object = number % OBJECTS;
        return Key.of("group" + object % 3 + "/object" + object);
    }

    private static void write(FileBank bank, int first) throws Exception {
        for (int number = first; ; number++) {
            bank.put(key(number), Body.of(content(number)));
            System.out.println(number);
        }
    }

    private static void race(FileBank bank) throws Exception {
        System.in.read();
        for (int i = 0; i < 40; i++) {
            String me = Long.toString(ProcessHandle.current().pid());
            if (bank.putIfAbsent(Key.of("race/" + i), Body.of(me))) {
                System.out.println("won " + i);
            }
        }
    }

    /** Begins an object and never comes to its end. */
    private static void hold(FileBank bank) throws Exception {
        bank.put(Key.of("held"), new Body() {
            @Override
            public long length() {
                return 100;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private final InputStream half = new ByteArrayInputStream(new byte[50]);

                    @Override
                    public int read() throws IOException {
                        int next = half.read();
                        if (next < 0) {
                            System.out.println("holding");
                            next = System.in.read();
                        }
                        return next;
                    }
                };
            }
        });
    }
}
