package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;

/**
 * Checks what a checkpoint has besides its sections.
 *
 * @param documents where it is
 * @param facts what was read when it was found
 */
record DocumentCheck(DocumentStore documents, Facts facts) {

    List<Problem> run() throws BankException {
        List<Problem> problems = new ArrayList<>();
        Layout layout = facts.layout();
        Optional<Begin> begin = attempt(problems, () -> Begin.read(
                new Fields(layout.begin(), documents.read(Kind.BEGIN, layout.begin()).content())));
        Optional<Outcome> outcome = outcomes(problems, layout);
        Optional<ResourceGraph> graph = attempt(problems, () -> graph(begin));
        if (graph.isPresent() && outcome.filter(Outcome::recorded).isPresent()) {
            String name = outcome.get().name();
            attempt(problems, () -> RecordPages.read(documents, layout.resources().resolve(name), graph.get()));
        }
        return problems;
    }

    /** Reads how every attempt began and ended; the end of the last one. */
    private Optional<Outcome> outcomes(List<Problem> problems, Layout layout) throws BankException {
        Optional<Outcome> outcome = Optional.empty();
        for (int i = 0; i <= facts.progress().attempt().number(); i++) {
            Key began = layout.attempt(i);
            Key ended = layout.outcome(i);
            outcome = attempt(problems, () -> Outcome.read(new Fields(ended, documents.read(Kind.OUTCOME, ended).content())));
            if (i > 0 && outcome.filter(end -> end.decision() == Decision.DISCARDED).isEmpty()) {
                attempt(problems, () -> Takeover.read(new Fields(began, documents.read(Kind.ATTEMPT, began).content())));
            }
        }
        return outcome;
    }

    private ResourceGraph graph(Optional<Begin> begin) throws BankException {
        ResourceGraph graph = GraphPages.read(documents, facts.layout().graph());
        if (begin.filter(b -> b.resources() != graph.size() || b.edges() != graph.edges()).isPresent()) {
            throw DocumentProblems.damaged(facts.layout().begin(), "tells of another graph than is stored");
        }
        return graph;
    }

    private static <T> Optional<T> attempt(List<Problem> problems, Lazy.Source<T> work) throws BankException {
        try {
            return Optional.of(work.read());
        } catch (BankException e) {
            if (!DocumentProblems.isUnusable(e)) {
                throw e;
            }
            problems.add(e.problem());
            return Optional.empty();
        }
    }
}
