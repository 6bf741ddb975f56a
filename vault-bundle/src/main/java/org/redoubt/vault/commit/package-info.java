/**
 * Which sessions are committed. The vault makes no decision of its own: it reads the one by which a checkpoint is committed.
 */
package org.redoubt.vault.commit;
