package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultSession;

/**
 * Checks all that a section holds.
 *
 * @param resource whose section
 * @param section the section
 * @param vault where its data is
 * @param depth how closely to look at its data
 * @param progress told of how many bytes of data
 */
record SectionCheck(ResourceRef resource, ReadOnlySection section, VaultSession vault, CheckDepth depth, LongConsumer progress) {

    List<Problem> run() throws RedoubtException {
        List<Problem> problems = new ArrayList<>();
        for (String name : section.documents()) {
            attempt(problems, () -> section.get(name));
        }
        for (String name : section.data()) {
            attempt(problems, () -> {
                Optional<DataId> id = section.dataId(name);
                if (id.isPresent()) {
                    for (Damage damage : vault.verify(id.get(), depth, progress)) {
                        problems.add(problem(name, damage));
                    }
                }
            });
        }
        return problems;
    }

    /** Looks at one thing. */
    @FunctionalInterface
    private interface Look {
        void look() throws RedoubtException;
    }

    private void attempt(List<Problem> problems, Look look) throws RedoubtException {
        try {
            look.look();
        } catch (RedoubtException e) {
            switch (e.kind()) {
                case DAMAGED, UNSUPPORTED, NOT_FOUND -> problems.add(ours(e.problem()));
                default -> throw e;
            }
        }
    }

    private Problem ours(Problem problem) {
        String message = problem.subject().filter(object -> !problem.message().contains(object))
                .map(object -> object + ": " + problem.message()).orElse(problem.message());
        Problem ours = Problem.of(ProblemKind.DAMAGED, message).subject(resource.toString());
        return problem.hint().map(ours::hint).orElse(ours);
    }

    private Problem problem(String name, Damage damage) {
        String where = damage.entry().isEmpty() ? "" : " in \"" + damage.entry() + "\"";
        return Problem.of(ProblemKind.DAMAGED, "Of its data \"" + name + "\", " + damage.length() + " bytes at " + damage.offset() + where
                + " cannot be read (object " + damage.object() + "): " + damage.reason()).subject(resource.toString());
    }
}
