package org.redoubt.shell.lattice;

import org.redoubt.api.protection.Hook;

/** The lattice in the language of Graphviz. */
public final class LatticeDot {
    private final LatticeView view;

    /** The graph of a lattice. */
    public LatticeDot(LatticeView view) {
        this.view = view;
    }

    /** The whole graph. */
    public String text() {
        StringBuilder dot = new StringBuilder("digraph lattice {\n  rankdir=TB;\n  node [shape=box, style=\"rounded,filled\", ")
                .append("fillcolor=white, fontname=\"sans-serif\", fontsize=10];\n");
        for (int r = 0; r < view.size(); r++) {
            dot.append("  subgraph cluster_").append(r).append(" {\n    label=").append(quote(view.resource(r).toString()))
                    .append(";\n    color=\"#bbbbbb\";\n");
            for (Hook hook : Hook.values()) {
                HookNode node = new HookNode(r, hook);
                dot.append("    n").append(node.number()).append(" [label=").append(quote(hook.word()))
                        .append(view.has(node) ? "" : ", style=dashed, fontcolor=\"#999999\"").append("];\n");
            }
            dot.append("  }\n");
        }
        for (HookEdge edge : view.edges()) {
            dot.append("  n").append(edge.from().number()).append(" -> n").append(edge.to().number())
                    .append(" [color=").append(quote(edge.colour().paint())).append("];\n");
        }
        return dot.append("}\n").toString();
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
