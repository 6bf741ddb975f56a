/**
 * The door of the running runtime: a Unix domain socket, and behind it one Gogo session per client.
 *
 * <p>Of each client three threads take care: one reads what it sends, one sends what it gets, one runs its commands.
 * Only the last one is ever interrupted, and it never touches the socket.
 */
package org.redoubt.shell.socket;
