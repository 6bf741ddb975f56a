package org.redoubt.vault.store;

import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Prefix;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.index.SessionCatalogue;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.work.Shares;
import org.redoubt.vault.work.Workers;

/**
 * What chunks of one vault are stored in and read from.
 *
 * @param workers where the work is done
 * @param share how much memory there is for it
 * @param codecs how records are made and read
 * @param catalogue what the session can read
 * @param bank where its objects are
 * @param vault where it stands in the bank
 * @param keyring its keys
 */
public record Backing(Workers workers, Shares.Share share, Codecs codecs, SessionCatalogue catalogue, Bank bank, Prefix vault, Keyring keyring) {
}
