/**
 * The vault: bulk data above any bank.
 *
 * <p>The packages stand on one another in this order: {@code wire} (numbers and headers in bytes), {@code failure}, {@code work}
 * (threads), {@code chunk} (cuts, names, records), {@code pack}, {@code index}, {@code config}, {@code store} (chunks in and out of
 * a bank), {@code manifest} (long ordered lists as small nodes), {@code stream}, {@code tree}, {@code session}.
 *
 * <p>Not here yet, and nothing pretends that it is: encryption and keys (the place is
 * {@link org.redoubt.vault.chunk.RecordCodec} for chunks, and the header of each object, which has a length and feature bits), commit
 * records and collection (the place is {@link org.redoubt.vault.index.Catalogue}, which alone decides which runs are believed), and
 * repair (packs end with a directory, so that runs can be made again).
 */
package org.redoubt.vault;
