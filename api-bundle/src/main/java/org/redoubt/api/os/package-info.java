/**
 * Files as the operating system has them: what {@link java.nio.file} cannot say.
 *
 * <p>Names are bytes, not text. Every operation is relative to an open {@link org.redoubt.api.os.Directory}
 * and takes one single name, never a path, and follows no symbolic link. Whatever a restore
 * does with a handle therefore happens inside the tree that the handle stands for, whoever rearranges
 * that tree meanwhile. Only {@link org.redoubt.api.os.HostFiles} takes paths: those that an operator named.
 *
 * <p><b>Threads.</b> The services and all open handles may be used by several threads at once. A
 * {@link org.redoubt.api.os.Listing} belongs to one thread at a time. Calls block in the system: a
 * virtual thread keeps its carrier meanwhile. An interrupt neither ends a call nor closes a handle. A
 * handle that is closed while other threads use it lets them finish; later calls fail as
 * {@link org.redoubt.api.os.HostFileException.Kind#CLOSED}.
 *
 * <p><b>Errors.</b> What the system refuses is a {@link org.redoubt.api.os.HostFileException}. An
 * argument that could never be right, such as a name with a slash, is an
 * {@link java.lang.IllegalArgumentException}.
 *
 * <p>The services are there only on systems for which a bundle implements them. Reference them as optional and
 * say what is not kept without them.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.os;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
