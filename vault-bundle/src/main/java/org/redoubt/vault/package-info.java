/**
 * The vault: bulk data above any bank, and documents in it.
 *
 * <p>The packages stand on one another in this order: {@code wire} (numbers and headers in bytes), {@code failure}, {@code work}
 * (threads), {@code seal} (objects under keys of their own), {@code key} (the keyring and what opens it), {@code chunk} (cuts, names,
 * records), {@code pack}, {@code config}, {@code document} (small objects of others), {@code commit} (which sessions count), {@code live} (which sessions are open), {@code index}, {@code store} (chunks in and out of
 * a bank), {@code manifest} (long ordered lists as small nodes), {@code stream}, {@code tree}, {@code session}, {@code collect}.
 *
 * <p>Not here yet, and nothing pretends that it is: repair (packs end with a directory, so that runs can be made again).
 */
package org.redoubt.vault;
