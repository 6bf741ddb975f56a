/** The home directory of a runtime: what the engine keeps in files of its own. */
package org.redoubt.engine.home;
