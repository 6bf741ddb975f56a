package org.redoubt.engine.checkpoint;

/** What the documents of a checkpoint call themselves. */
final class Kind {
    static final String BEGIN = "checkpoint.begin";
    static final String GRAPH = "checkpoint.graph";
    static final String RESOURCES = "checkpoint.resources";
    static final String DOCUMENT = "checkpoint.document";
    static final String DATA = "checkpoint.data";
    static final String ATTEMPT = "checkpoint.attempt";
    static final String OUTCOME = "checkpoint.outcome";
    static final String UNFINISHED = "checkpoint.unfinished";
    static final String VERIFIED = "checkpoint.verified";
    static final String DELETING = "checkpoint.deleting";
    static final String DELETION = "checkpoint.deletion";
    static final String REMOVAL = "checkpoint.removal";
    static final String REMOVAL_END = "checkpoint.removal-end";
    static final String INDEX = "checkpoint.index";

    private Kind() {
    }
}
