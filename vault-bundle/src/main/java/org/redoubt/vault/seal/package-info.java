/**
 * How objects are sealed: a key for each object from its random salt, AES-256-GCM at positions that are never used twice under
 * it, and a tag by which another key can be told from damage.
 */
package org.redoubt.vault.seal;
