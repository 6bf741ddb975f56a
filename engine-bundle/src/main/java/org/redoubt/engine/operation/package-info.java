/**
 * Operations from the request to the end: what is checked before anything runs, the run of the lattice, undo, and what is
 * recorded. What is special to each of the five is its {@code Work}.
 */
package org.redoubt.engine.operation;
