/**
 * The hook lattice: which hook of which resource runs when, on which thread, and what happens when one fails.
 *
 * <p>{@link org.redoubt.engine.lattice.LatticeBuilder} compiles a graph of numbered resources to a
 * {@link org.redoubt.engine.lattice.Lattice} of flat arrays. The {@link org.redoubt.engine.lattice.Dispatcher} of the
 * runtime has the threads and limits and starts a {@link org.redoubt.engine.lattice.LatticeRun} for each operation. The
 * package knows nothing of plugins, banks or checkpoints: what a hook does is a
 * {@link org.redoubt.engine.lattice.HookBody}.
 */
package org.redoubt.engine.lattice;
