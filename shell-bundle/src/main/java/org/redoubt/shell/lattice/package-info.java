/** The hook lattice of an operation as text, as a graph for Graphviz, and as a picture. */
package org.redoubt.shell.lattice;
