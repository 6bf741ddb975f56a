package org.redoubt.vault.live;

import java.util.Optional;
import java.util.Set;

/**
 * A session as it stands in a bank.
 *
 * @param id its id there
 * @param note who has it open; empty if it is ending, or has ended and left something behind
 * @param ended whether it says that it has ended
 * @param beats the number of its last sign of life
 * @param names the objects there are of it
 */
public record SessionState(String id, Optional<SessionNote> note, boolean ended, long beats, Set<String> names) {
}
