package org.redoubt.testkit.bank;

/** The methods of a bank that reach its store. */
public enum BankMethod {
    /** A put, also one with options. */
    PUT,
    /** A put if absent, also one that options ask for. */
    PUT_IF_ABSENT,
    /** A read. */
    GET,
    /** A stat. */
    STAT,
    /** A listing. Its key is that of the marker, if there is one. */
    LIST,
    /** The settling of what somebody else has put. */
    SETTLE,
    /** A delete. */
    DELETE,
    /** An extension of the retention. */
    RETAIN,
    /** A question for the end of the retention. */
    RETENTION
}
