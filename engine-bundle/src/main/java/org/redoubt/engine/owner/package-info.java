/**
 * Who is alive: the leases of this runtime in the banks that it writes to, and the watch over what other runtimes, or earlier lives of
 * this one, have left unfinished.
 *
 * <p>Nothing here is needed for safety: that is the one decision about each attempt to make a checkpoint. A lease only says when it is
 * reasonable to make that decision in place of another runtime, and clocks are never compared: an observer goes by how long it saw no
 * new number.
 *
 * <pre>
 * lease/&lt;runtime&gt;/&lt;incarnation&gt;/&lt;n&gt;      the owner was alive when this was put; n grows
 * </pre>
 */
package org.redoubt.engine.owner;
