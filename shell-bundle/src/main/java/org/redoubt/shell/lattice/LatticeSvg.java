package org.redoubt.shell.lattice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.api.protection.Hook;
import org.redoubt.shell.render.Svg;

/** The lattice as a picture: a column for each resource, a row for each step, arrows in the colours of the rules. */
public final class LatticeSvg {
    private static final int COLUMN = 150;
    private static final int ROW = 58;
    private static final int BOX_WIDTH = 96;
    private static final int BOX_HEIGHT = 24;
    private static final int TOP = 64;
    private static final int LEGEND = 18;
    private static final int LONGEST_NAME = 22;

    private final LatticeView view;
    private final Map<Integer, Integer> columns = new HashMap<>();

    /** The picture of a lattice. */
    public LatticeSvg(LatticeView view) {
        this.view = view;
        List<Integer> order = view.columns();
        for (int i = 0; i < order.size(); i++) {
            columns.put(order.get(i), i);
        }
    }

    /** The whole picture. */
    public String text() {
        int legend = TOP + (view.depth() + 1) * ROW;
        Svg svg = new Svg(Math.max(3 * COLUMN, view.size() * COLUMN + 20), legend + HookEdge.Colour.values().length * LEGEND + 16);
        for (HookEdge.Colour colour : HookEdge.Colour.values()) {
            svg.arrowHead(colour.paint());
            int y = legend + (colour.ordinal() + 1) * LEGEND;
            svg.line(12, y - 4, 44, y - 4, colour.paint());
            svg.text(52, y, "start", 11, "#333333", colour.word() + ": " + colour.rule());
        }
        for (int r = 0; r < view.size(); r++) {
            svg.text(centre(r), 24, "middle", 12, "#111111", brief(view.resource(r).name()));
            svg.text(centre(r), 40, "middle", 10, "#777777", view.resource(r).type());
        }
        for (HookEdge edge : view.edges()) {
            svg.arrow(centre(edge.from().resource()), bottom(edge.from()), centre(edge.to().resource()), top(edge.to()),
                    edge.colour().paint(), edge.colour().rule());
        }
        for (HookNode node : view.nodes()) {
            draw(svg, node);
        }
        return svg.document();
    }

    private void draw(Svg svg, HookNode node) {
        boolean task = view.has(node);
        svg.box(centre(node.resource()) - BOX_WIDTH / 2.0, top(node), BOX_WIDTH, BOX_HEIGHT,
                task ? fill(node.hook()) : "#ffffff", task ? "#555555" : "#bbbbbb", !task,
                node.hook().word() + " of " + view.resource(node.resource()) + (task ? "" : " (only keeps the order)"));
        svg.text(centre(node.resource()), top(node) + 16, "middle", 11, task ? "#111111" : "#aaaaaa", node.hook().word());
    }

    private static String fill(Hook hook) {
        return switch (hook) {
            case PREPARE_BEGIN -> "#e3f4ea";
            case PREPARE_FINISH -> "#efe3fb";
            case MAIN -> "#fdf3cf";
            case COMPLETE -> "#e8e8e8";
        };
    }

    private double centre(int resource) {
        return 10 + columns.get(resource) * COLUMN + COLUMN / 2.0;
    }

    private double top(HookNode node) {
        return TOP + view.level(node) * (double) ROW;
    }

    private double bottom(HookNode node) {
        return top(node) + BOX_HEIGHT;
    }

    private static String brief(String name) {
        return name.length() <= LONGEST_NAME ? name : "…" + name.substring(name.length() - LONGEST_NAME + 1);
    }
}
