/**
 * Scrubs: whether what a vault holds is there and as it was written.
 *
 * <p>{@link org.redoubt.vault.scrub.Scrubber} has the keys: it knows which index objects count, looks into packs and remembers the result.
 * {@link org.redoubt.vault.scrub.BlindScrubber} has none, and compares objects with the hashes that lie open. Neither changes anything that it looks at.
 */
package org.redoubt.vault.scrub;
