package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.Problem;

/** What several providers answer, and which of them could not be asked. For one thread. */
final class Answers<T> {
    private final List<T> all = new ArrayList<>();
    private final List<Problem> problems;

    /** @param missing of those that are known not to answer */
    Answers(List<Problem> missing) {
        problems = new ArrayList<>(missing);
    }

    interface Question<T> {
        List<T> ask() throws BankException;
    }

    void add(String provider, Question<T> question) {
        try {
            all.addAll(question.ask());
        } catch (BankException e) {
            problems.add(CheckpointCatalog.unasked(provider, e.problem()));
        }
    }

    List<T> all() {
        return all;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
