/**
 * The snapshotters that need nothing but the host: of btrfs subvolumes, by clones of files, and none. What they make lies beside what
 * it was made of, under a name that carries the token of its use, so that it is found again after a crash.
 */
package org.redoubt.plugin.volume.snapshot;
