package org.redoubt.shell.operation;

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
    private Reasons() {
    }

    /** At least one; what became of a resource names the resource, and of much damage to one resource the first few are told. */
    public static List<String> of(OperationView view) {
        Map<Problem, ResourceOutcome> ofResources = new LinkedHashMap<>();
        for (ResourceOutcome outcome : view.resources()) {
            if (outcome.status() == ResourceStatus.FAILED || outcome.status() == ResourceStatus.PARTIAL) {
                outcome.reasons().forEach(reason -> ofResources.putIfAbsent(reason, outcome));
            }
        }
        Sentences sentences = new Sentences();
        for (Problem problem : view.problems()) {
            ResourceOutcome outcome = ofResources.remove(problem);
            if (outcome == null) {
                sentences.tell(Complaint.sentence(problem));
            } else {
                tell(sentences, outcome, problem);
            }
        }
        ofResources.forEach((reason, outcome) -> tell(sentences, outcome, reason));
        if (sentences.isEmpty()) {
            sentences.tell(Follower.reason(view));
        }
        return sentences.all();
    }

    private static void tell(Sentences sentences, ResourceOutcome outcome, Problem reason) {
        String sentence = Complaint.sentence(reason);
        String resource = outcome.resource().toString();
        sentences.tell(resource, sentence.contains(resource) ? sentence : resource + ": " + sentence);
    }
}
