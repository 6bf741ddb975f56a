/** What goes into the jars that the tests drop into the folder of plugins. */
package org.redoubt.probe;
