package org.redoubt.benchmarks;

/** Measures something and adds what it found to a table. */
public interface Benchmark {
    void run(Table table) throws Exception;
}
