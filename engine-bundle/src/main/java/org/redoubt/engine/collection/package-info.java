/**
 * Collection: purges what was deleted long enough ago, by an operation for each checkpoint, and then has the vault delete the bulk data that no
 * checkpoint needs any more. It is no operation itself: it changes nothing that any could have in use, so none has to wait for it.
 */
package org.redoubt.engine.collection;
