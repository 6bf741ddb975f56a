/**
 * Servers made of several volumes: frozen while all their volumes are taken, and made again when their volumes are back.
 */
package org.redoubt.plugin.server;
