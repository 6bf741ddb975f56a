/**
 * What sessions and collections know of each other, as small sealed documents below {@code live/}: which sessions are open, which packs a
 * collection wants to delete, and what was decided about them.
 *
 * <p>A session stores that it is open, then looks for collections, then for runs. A collection stores what it wants to delete, then looks for
 * sessions. So one of the two sees the other: either the session refers to none of those packs, or the collection asks it which it needs.
 */
package org.redoubt.vault.live;
