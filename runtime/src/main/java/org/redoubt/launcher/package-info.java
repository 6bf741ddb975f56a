/**
 * What {@code redoubt} runs first: it finds the home, talks to the runtime that serves it, or becomes that runtime for
 * as long as a command lasts.
 *
 * <p>A runtime holds the lock of its home ({@code var/run/lock}), opens a Unix domain socket, and only then, when every
 * bundle has started, announces itself in {@code var/run/runtime}. A command is always sent over the socket, also when
 * the runtime lives in the same process, so there is one way for a command to run.
 */
package org.redoubt.launcher;
