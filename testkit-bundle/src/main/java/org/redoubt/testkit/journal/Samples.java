package org.redoubt.testkit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

/** What the parts of the suite have in common. */
final class Samples {
    static final OperationId FIRST = id(1);
    static final OperationId SECOND = id(2);

    private static final int PATIENCE_SECONDS = 120;

    private Samples() {
    }

    /** Ids that ascend with the number, as those of operations do with time. */
    static OperationId id(int number) {
        return new OperationId("0190a000-0000-7000-8000-%012x".formatted(number));
    }

    static JsonObject document(String text) {
        return JsonObject.builder().put("text", text).build();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static JournalChange open(OperationId id) {
        return new JournalChange.OperationChanged(id, true, document("open"));
    }

    static JournalChange ended(OperationId id) {
        return new JournalChange.OperationChanged(id, false, document("ended"));
    }

    static JournalChange step(OperationId id, long number) {
        return new JournalChange.StepOpened(id, number, document("step " + number));
    }

    static void record(Journal journal, JournalChange... changes) throws Exception {
        await(journal.record(List.of(changes)));
    }

    static void await(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static void assertRefused(ProblemKind kind, CompletionStage<Void> stage) {
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> await(stage));
        assertEquals(kind, assertInstanceOf(RedoubtException.class, thrown.getCause()).kind());
    }

    /** The ids of a list, in its order. */
    static List<OperationId> ids(Journal journal, boolean openOnly, int limit) throws RedoubtException {
        return journal.list(openOnly, limit).stream().map(entry -> entry.operation()).toList();
    }

    /** Keys and contents in the order of the map. */
    static <K> Map<K, String> texts(Map<K, byte[]> contents) {
        Map<K, String> texts = new LinkedHashMap<>();
        contents.forEach((key, content) -> texts.put(key, new String(content, StandardCharsets.UTF_8)));
        return texts;
    }

    static Optional<String> text(Optional<byte[]> content) {
        return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
