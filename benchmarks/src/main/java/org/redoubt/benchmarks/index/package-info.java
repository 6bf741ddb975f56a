/** What an index of very many chunks takes. */
package org.redoubt.benchmarks.index;
