package org.redoubt.testkit.protection;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.vault.CheckDepth;

/** The surroundings of verify, in memory. Thread-safe. */
public final class TestVerifyContext extends TestContext implements VerifyContext {
    private final ResourceSection section;
    private final List<Problem> damages = new CopyOnWriteArrayList<>();

    /**
     * @param section what is checked
     * @param undo where steps go
     */
    public TestVerifyContext(ResourceSection section, RecordingUndoLog undo) {
        super(undo);
        this.section = Objects.requireNonNull(section);
    }

    /** What was found. */
    public List<Problem> damages() {
        return List.copyOf(damages);
    }

    @Override
    public ResourceSection section() {
        return section;
    }

    /** Everything, so that all that a plugin checks is seen. */
    @Override
    public CheckDepth depth() {
        return CheckDepth.CONTENT;
    }

    @Override
    public void damaged(Problem problem) {
        damages.add(Objects.requireNonNull(problem));
    }
}
