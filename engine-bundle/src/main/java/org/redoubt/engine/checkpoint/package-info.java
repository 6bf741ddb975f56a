/**
 * Checkpoints in a bank, as write-once documents.
 *
 * <pre>
 * checkpoints/&lt;id&gt;/begin                              who writes, for whom, by which plan
 * checkpoints/&lt;id&gt;/graph/&lt;page&gt;                       resources, then edges between their numbers
 * checkpoints/&lt;id&gt;/sections/&lt;resource&gt;/doc/&lt;name&gt;    a document of a resource
 * checkpoints/&lt;id&gt;/sections/&lt;resource&gt;/data/&lt;name&gt;   the vault's name for a stream or tree of a resource
 * checkpoints/&lt;id&gt;/resources/&lt;name&gt;/&lt;page&gt;            what became of each resource
 * checkpoints/&lt;id&gt;/attempts/&lt;n&gt;                       who goes on with it, from 1: attempt 0 is told by begin
 * commits/&lt;id&gt;/&lt;n&gt;                                    the one decision about attempt n: the first one wins
 * checkpoints/&lt;id&gt;/verified/&lt;n&gt;                       a check of it
 * checkpoints/&lt;id&gt;/deleting/&lt;n&gt;.intent, .failed        an attempt to delete it for good
 * deletions/&lt;id&gt;/&lt;n&gt;                                  it was deleted, in a way that can be undone
 * deletions/&lt;id&gt;/&lt;n&gt;.end                              that was undone, or it is being purged: the first one wins
 * deletions/&lt;id&gt;/purged                               what is left when it is gone
 * unfinished/&lt;id&gt;/&lt;writer&gt;                        an operation is at work on it, or its runtime is gone
 * index/{project,plan,provider}/...                   entries that can be made again from the above
 * </pre>
 *
 * <p>A checkpoint is made in attempts. The decision about an attempt is {@code committed}, {@code aborted} by its own writer, {@code fenced}
 * by whoever found that its writer is gone, or {@code discarded} by a deletion. A later attempt may follow one that was aborted or
 * fenced; a deletion discards the attempt that is not decided yet, so that none can follow. What a writer does after its attempt was
 * decided by somebody else is never read.
 *
 * <p>Nothing above is ever overwritten, so no writer can harm what another one wrote, and every status is derived from what is
 * there. The table shows what makes each pair of concurrent deeds safe.
 *
 * <table>
 * <caption>Pairs of deeds on one checkpoint</caption>
 * <tr><th>pair</th><th>what makes it safe</th></tr>
 * <tr><td>commit, fence by whoever finds the writer gone</td><td>one decision by put-if-absent; the loser is told</td></tr>
 * <tr><td>two that go on</td><td>the beginning of the next attempt is put-if-absent; the loser is told</td></tr>
 * <tr><td>commit or going on, delete</td><td>a deletion discards what is not decided before it takes anything away</td></tr>
 * <tr><td>commit, end of a deletion</td><td>the record of the deletion comes before decisions go; a commit looks for it after it has won</td></tr>
 * <tr><td>writing, settling what its writer has left</td><td>the marker is put first and looked for again after the beginning; the decision
 * fences the writer</td></tr>
 * <tr><td>two deletions</td><td>deleting is idempotent; each has an attempt of its own</td></tr>
 * <tr><td>undelete, purge</td><td>one end of the deletion by put-if-absent, stored before anything goes; the loser is told</td></tr>
 * <tr><td>undelete, going on with a deletion</td><td>an operation deletes once: its note, or its intent, says which deletion it is about</td></tr>
 * <tr><td>undelete, collection</td><td>what is deleted counts as needed until it is purged</td></tr>
 * <tr><td>list, begin</td><td>index entries come first; one without a checkpoint is not shown</td></tr>
 * <tr><td>list, delete</td><td>index entries go last; the record of the deletion says what they stand for</td></tr>
 * <tr><td>rebuild, begin or delete</td><td>entries are only added for what is there, and only taken away for what is deleted</td></tr>
 * </table>
 */
package org.redoubt.engine.checkpoint;
