package org.redoubt.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;

class PlanStoreTest {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @TempDir
    private Path directory;
    private PlanStore store;

    @BeforeEach
    void open() throws Exception {
        store = new PlanStore(directory);
        store.create(Plan.builder("nightly").id("0001").resource(new ResourceRef("Toy", "a")).build());
    }

    @Test
    void aPlanIsFoundByItsNameAndByItsId() throws Exception {
        assertEquals("nightly", store.show(PROJECT, "nightly").name());
        assertEquals("nightly", store.show(PROJECT, "0001").name());
        assertEquals(List.of("nightly"), store.list(PROJECT).stream().map(Plan::name).toList());
    }

    @Test
    void aSecondPlanOfOneNameIsRefused() {
        assertEquals(ProblemKind.EXISTS, assertThrows(RedoubtException.class,
                () -> store.create(Plan.builder("nightly").id("0002").resource(new ResourceRef("Toy", "a")).build())).kind());
    }

    @Test
    void aDamagedPlanIsNamedAndCanBeDeletedAndDoesNotKeepOthersFromBeingUsed() throws Exception {
        Files.writeString(directory.resolve(PROJECT.value()).resolve("broken.json"), "{");
        assertEquals("nightly", store.show(PROJECT, "nightly").name());
        assertEquals(ProblemKind.DAMAGED, assertThrows(RedoubtException.class, () -> store.show(PROJECT, "broken")).kind());
        store.delete(PROJECT, "broken");
        assertEquals(1, store.list(PROJECT).size());
    }

    @Test
    void aNameThatIsAPathFindsNothing() throws Exception {
        Files.writeString(directory.resolve("outside.json"), "{}");
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(RedoubtException.class, () -> store.delete(PROJECT, "../outside")).kind());
    }
}
