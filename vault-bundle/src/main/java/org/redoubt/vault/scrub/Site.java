package org.redoubt.vault.scrub;

import java.time.InstantSource;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Prefix;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.damage.DamageStore;
import org.redoubt.vault.document.SealedBank;
import org.redoubt.vault.index.Catalogue;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.live.CollectionStore;
import org.redoubt.vault.live.LiveDocuments;
import org.redoubt.vault.work.Workers;

/**
 * What a scrub with keys looks at: the vault of one bank.
 *
 * @param workers where the work is done
 * @param codecs how records are read
 * @param bank where its objects are
 * @param vault where it stands in the bank
 * @param keyring its keys
 * @param catalogue what is believed, which no session shares: nothing that was read before counts
 * @param collections its collections
 * @param live stores sealed documents
 * @param seen what this home has seen of it
 * @param clock tells when
 */
public record Site(Workers workers, Codecs codecs, Bank bank, Prefix vault, Keyring keyring, Catalogue catalogue, CollectionStore collections,
        LiveDocuments live, Seen seen, InstantSource clock) {

    Store store() {
        return new Store(bank);
    }

    /** The bank as who has the keys sees it. */
    Bank documents() {
        return new SealedBank(bank, made -> keyring);
    }

    RunStore runs() {
        return new RunStore(bank, vault, keyring);
    }

    DamageStore damages() {
        return new DamageStore(live, vault);
    }

    ScrubNotes notes() {
        return new ScrubNotes(live, vault);
    }
}
