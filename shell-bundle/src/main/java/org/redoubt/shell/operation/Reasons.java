package org.redoubt.shell.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.shell.console.Complaint;

/** Why an operation did not succeed, in sentences of which none says what another one has said. */
public final class Reasons {
    private final List<String> told = new ArrayList<>();

    private Reasons() {
    }

    /** At least one; what became of a resource names the resource. */
    public static List<String> of(OperationView view) {
        Map<Problem, String> ofResources = new LinkedHashMap<>();
        for (ResourceOutcome outcome : view.resources()) {
            if (outcome.status() == ResourceStatus.FAILED || outcome.status() == ResourceStatus.PARTIAL) {
                outcome.reasons().forEach(reason -> ofResources.putIfAbsent(reason, about(outcome, reason)));
            }
        }
        Reasons reasons = new Reasons();
        view.problems().forEach(problem -> reasons.tell(ofResources.getOrDefault(problem, Complaint.sentence(problem))));
        ofResources.values().forEach(reasons::tell);
        if (reasons.told.isEmpty()) {
            reasons.tell(Follower.reason(view));
        }
        return reasons.told;
    }

    private static String about(ResourceOutcome outcome, Problem reason) {
        String sentence = Complaint.sentence(reason);
        String resource = outcome.resource().toString();
        return sentence.contains(resource) ? sentence : resource + ": " + sentence;
    }

    private void tell(String sentence) {
        if (told.stream().noneMatch(before -> before.contains(sentence))) {
            told.add(sentence);
        }
    }
}
