/**
 * The vault: bulk data above any bank, and documents in it.
 *
 * <p>The packages stand on one another in this order: {@code wire} (numbers and headers in bytes), {@code failure}, {@code work}
 * (threads), {@code seal} (objects under keys of their own), {@code key} (the keyring and what opens it), {@code chunk} (cuts, names,
 * records), {@code pack}, {@code index}, {@code config}, {@code document} (small objects of others), {@code store} (chunks in and out of
 * a bank), {@code manifest} (long ordered lists as small nodes), {@code stream}, {@code tree}, {@code session}.
 *
 * <p>Not here yet, and nothing pretends that it is: belief in runs by commit records and collection (the place is
 * {@link org.redoubt.vault.index.Catalogue}, which alone decides which runs are believed), and repair (packs end with a directory, so
 * that runs can be made again).
 */
package org.redoubt.vault;
