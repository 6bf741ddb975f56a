/** The product beside restic and borg, in turns, on the same data. */
package org.redoubt.benchmarks.peers;
