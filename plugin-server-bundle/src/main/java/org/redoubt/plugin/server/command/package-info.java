/**
 * Servers that are declared by configuration, and frozen and thawed by commands.
 *
 * <p>A server is declared by a file {@code etc/org.redoubt.server.command-NAME.cfg}:
 *
 * <pre>
 * name = web
 * volumes = /srv/web/root, /srv/web/data
 * freeze = /usr/sbin/fsfreeze --freeze /srv/web
 * thaw = /usr/sbin/fsfreeze --unfreeze /srv/web
 * frozenPaths = /srv/web
 * grade = filesystem
 * freezeTimeout = 10
 * thawTimeout = 30
 * maximumFreeze = 300
 * </pre>
 *
 * <p>A server is frozen and thawed by a process of its own, its watchdog, so that it is thawed also when this process is killed or hangs:
 * the thaw needs nothing but that process. See {@code watchdog.sh}. Only what an earlier process has left frozen is thawed from here.
 *
 * <p>Commands run without a shell, in {@code /}, with {@code LC_ALL=C}, {@code REDOUBT_SERVER} and {@code REDOUBT_TOKEN}. A restored server
 * is declared through the configuration admin, so that it is there at once and for as long as the home: no file of {@code etc}, which
 * is the user's, is written.
 */
package org.redoubt.plugin.server.command;
