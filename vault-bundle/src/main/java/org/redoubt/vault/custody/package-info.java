/**
 * Who can open a vault: keys are listed, added, taken away and replaced.
 */
package org.redoubt.vault.custody;
