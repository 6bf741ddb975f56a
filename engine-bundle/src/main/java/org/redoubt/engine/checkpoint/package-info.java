/**
 * Checkpoints in a bank, as write-once documents.
 *
 * <pre>
 * checkpoints/&lt;id&gt;/begin                              who writes, for whom, by which plan
 * checkpoints/&lt;id&gt;/graph/&lt;page&gt;                       resources, then edges between their numbers
 * checkpoints/&lt;id&gt;/sections/&lt;resource&gt;/doc/&lt;name&gt;    a document of a resource
 * checkpoints/&lt;id&gt;/sections/&lt;resource&gt;/data/&lt;name&gt;   the vault's name for a stream or tree of a resource
 * checkpoints/&lt;id&gt;/resources/&lt;attempt&gt;/&lt;page&gt;         what became of each resource
 * checkpoints/&lt;id&gt;/outcome                            committed or aborted: the first one wins
 * checkpoints/&lt;id&gt;/verified/&lt;n&gt;                       a check of it
 * checkpoints/&lt;id&gt;/deleting/&lt;n&gt;.intent, .failed        an attempt to delete it
 * deletions/&lt;id&gt;                                      what is left when it is deleted
 * index/{project,plan,provider}/...                   entries that can be made again from the above
 * </pre>
 *
 * <p>Nothing above is ever overwritten, so no writer can harm what another one wrote, and every status is derived from what is
 * there. The table shows what makes each pair of concurrent deeds safe.
 *
 * <table>
 * <caption>Pairs of deeds on one checkpoint</caption>
 * <tr><th>pair</th><th>what makes it safe</th></tr>
 * <tr><td>commit, abort by whoever takes over</td><td>one outcome by put-if-absent; the loser is told</td></tr>
 * <tr><td>commit, delete</td><td>a deletion aborts first: it goes on only if the checkpoint has an outcome</td></tr>
 * <tr><td>two deletions</td><td>deleting is idempotent; each has an attempt of its own</td></tr>
 * <tr><td>list, begin</td><td>index entries come first; one without a checkpoint is not shown</td></tr>
 * <tr><td>list, delete</td><td>index entries go last; the record of the deletion says what they stand for</td></tr>
 * <tr><td>rebuild, begin or delete</td><td>entries are only added for what is there, and only taken away for what is deleted</td></tr>
 * </table>
 */
package org.redoubt.engine.checkpoint;
