package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.Contents;
import org.redoubt.api.vault.DataReader;
import org.redoubt.engine.content.CheckpointContents;

/** What a plugin tells of what it has protected is shown, and what goes wrong then is said. */
class SavedInfoTest {
    @TempDir
    private Path home;
    private Fixture fixture;
    private Contents contents;
    private CheckpointId made;

    @BeforeEach
    void protect() throws Exception {
        fixture = new Fixture(home);
        contents = new CheckpointContents(fixture.finder(), Fixture.CALLER, target -> { }, stored -> {
            throw new AssertionError("Nobody has asked for that.");
        }, new SavedInfo(fixture.engine));
        made = fixture.run(fixture.protectAll()).checkpoint();
    }

    @AfterEach
    void close() {
        assertEquals(0, fixture.leased());
        fixture.close();
    }

    private void tells(Stubborn.Instead answer) {
        fixture.plugins.put("Toy::Volume", Stubborn.answering(fixture.toy, "getSavedInfo", answer));
    }

    private Problem refused(ResourceRef resource) {
        return assertThrows(RedoubtException.class, () -> contents.info(made, resource)).problem();
    }

    @Test
    void thePluginReadsWhatItHasSaved() throws Exception {
        tells(arguments -> {
            try (DataReader text = ((ResourceSection) arguments[0]).open("text")) {
                return JsonObject.builder().put("length", text.size()).put("of", ((Resource) arguments[1]).id()).build();
            }
        });
        assertEquals(JsonObject.builder().put("length", 16).put("of", "one").build(), contents.info(made, Fixture.ONE.ref()));
    }

    @Test
    void whatItCannotTellIsTheErrorOfThePlugin() {
        tells(arguments -> null);
        assertEquals(ProblemKind.PLUGIN, refused(Fixture.ONE.ref()).kind());
        tells(arguments -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
        Problem broken = refused(Fixture.ONE.ref());
        assertEquals(ProblemKind.PLUGIN, broken.kind());
        assertTrue(broken.message().contains("failed in the saved information: NoClassDefFoundError"), broken::message);
        tells(arguments -> {
            throw new RedoubtException(Problem.of(ProblemKind.DAMAGED, "The record is torn."));
        });
        assertEquals("The record is torn.", refused(Fixture.ONE.ref()).message());
    }

    @Test
    void nobodyTellsOfWhatIsNotThereOrCannotBeRead() {
        assertEquals(ProblemKind.NOT_FOUND, refused(new ResourceRef("Toy::Volume", "four")).kind());
        fixture.plugins.remove("Toy::Volume");
        assertTrue(refused(Fixture.ONE.ref()).message().startsWith("No plugin"), () -> refused(Fixture.ONE.ref()).message());
    }
}
