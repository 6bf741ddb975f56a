/** What a collection of a bank means to do, and what it has done, for people. */
package org.redoubt.shell.collection;
