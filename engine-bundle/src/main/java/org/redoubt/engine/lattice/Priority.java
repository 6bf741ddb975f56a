package org.redoubt.engine.lattice;

/** Whose mains come first when there is not room for all, the first ones first. */
public enum Priority { HIGH, NORMAL, LOW }
