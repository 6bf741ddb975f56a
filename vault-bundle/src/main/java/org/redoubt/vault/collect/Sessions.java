package org.redoubt.vault.collect;

import java.util.List;
import org.redoubt.vault.live.Answer;
import org.redoubt.vault.live.SessionState;

/**
 * What sessions have answered to a collection.
 *
 * @param answers what those need that are alive
 * @param ended those of which nothing is needed any more
 * @param waiting those that have not answered
 */
record Sessions(List<Answer> answers, List<SessionState> ended, List<SessionState> waiting) {
}
