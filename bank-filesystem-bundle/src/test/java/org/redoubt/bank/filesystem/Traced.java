package org.redoubt.bank.filesystem;

import java.nio.file.Files;
import java.nio.file.Path;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;

/** Another process that uses a bank, to be watched from outside: directories that it makes tell where each of its steps begins. */
final class Traced {
    private static final Key KEY = Key.of("a/b/one");

    private Traced() {
    }

    /** @param arguments the place of the scene */
    public static void main(String[] arguments) throws Exception {
        Path place = Path.of(arguments[0]);
        Scene scene = new Scene(place);
        try (FileBank bank = scene.bank()) {
            begin(place, "open");
            bank.id();
            begin(place, "first put");
            bank.put(KEY, Body.of("first"));
            begin(place, "put over it");
            bank.put(KEY, Body.of("second"));
            begin(place, "put if absent");
            bank.putIfAbsent(Key.of("a/b/two"), Body.of("first"));
            begin(place, "put if absent though present");
            bank.putIfAbsent(KEY, Body.of("third"));
            begin(place, "delete");
            bank.delete(KEY);
            begin(place, "end");
        }
        try (FileBank other = scene.bank()) {
            other.id();
            begin(place, "put by another writer");
            other.put(KEY, Body.of("fourth"));
            begin(place, "end of all");
        }
    }

    private static void begin(Path place, String step) throws Exception {
        Files.createDirectory(place.resolve(SystemCalls.STEP + step));
    }
}
