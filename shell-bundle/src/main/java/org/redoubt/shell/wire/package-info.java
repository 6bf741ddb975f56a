/**
 * What travels over the socket of a home between a {@code redoubt} client and the runtime.
 *
 * <p>A connection carries one {@link org.redoubt.shell.wire.Request} and then frames both ways until the runtime
 * sends {@code EXIT}. A frame is one byte of kind, four bytes of length and a payload. Arguments travel as a list of
 * strings and are never parsed again as a command line. The package knows nothing of OSGi, so that the client can use
 * it from its class path.
 */
package org.redoubt.shell.wire;
