/**
 * How many bytes may go to a bank and come from it in a second, shared by all who use it.
 */
package org.redoubt.engine.rate;
