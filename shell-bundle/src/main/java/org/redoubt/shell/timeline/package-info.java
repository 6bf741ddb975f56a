/** Which hook of an operation ran when, as text and as a picture. */
package org.redoubt.shell.timeline;
