/**
 * {@link org.redoubt.api.os} on Linux, by direct calls of the C library.
 *
 * <p>{@code call} is the C library and what a call needs: memory, a descriptor that cannot be closed under it, and
 * errors as values. {@code file}, {@code btrfs} and {@code account} are the services.
 */
package org.redoubt.os.linux;
