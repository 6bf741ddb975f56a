/**
 * What keeps banks sound: the vault does the work, this package says on which bank, and who may ask for it.
 */
package org.redoubt.engine.upkeep;
