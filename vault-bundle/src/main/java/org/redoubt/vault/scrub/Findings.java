package org.redoubt.vault.scrub;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.ScrubReport.Finding;
import org.redoubt.api.vault.ScrubReport.Harm;

/** What a scrub finds, one finding for each object. For one thread. */
final class Findings {
    private final Set<String> objects = new HashSet<>();
    private final List<Finding> kept = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private boolean whole = true;

    void add(Finding finding) {
        if (objects.add(finding.object()) && kept.size() < ScrubReport.MOST_FINDINGS) {
            kept.add(finding);
        }
    }

    void add(String object, String kind, Harm harm, String reason) {
        add(new Finding(object, kind, harm, reason, Optional.empty()));
    }

    void notice(String sentence) {
        notices.add(sentence);
    }

    /** Something could not be looked at. */
    void passedOver(String sentence) {
        whole = false;
        notices.add(sentence);
    }

    boolean whole() {
        return whole;
    }

    int damaged() {
        return objects.size();
    }

    List<Finding> kept() {
        return kept;
    }

    List<String> notices() {
        return notices;
    }
}
