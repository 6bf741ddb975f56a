/**
 * The one seam through which every hook of every plugin is called: data goes in, data comes out, and what a hook wants
 * meanwhile goes through a host. Today hooks run in this process; behind the same seam they can run in another one.
 */
package org.redoubt.engine.hook;
