package org.redoubt.api.service;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why something is as it is.
 *
 * @param subject what is explained
 * @param sentences from the most important to the least
 * @param since since when, if that is known
 * @param advice what can be done, one sentence each
 */
public record Explanation(String subject, List<String> sentences, Optional<Instant> since, List<String> advice) {
    /** Copies the lists. */
    public Explanation {
        Objects.requireNonNull(subject);
        sentences = List.copyOf(sentences);
        Objects.requireNonNull(since);
        advice = List.copyOf(advice);
    }
}
