package org.redoubt.shell.render;

import java.util.Locale;

/** Builds a picture. Texts are escaped; everything else is ours. */
public final class Svg {
    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    /** An empty picture. */
    public Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Adds a box with round corners; the title is shown when one points at it. */
    public Svg box(double x, double y, double w, double h, String fill, String stroke, boolean dashed, String title) {
        body.append(String.format(Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"4\" fill=\"%s\" stroke=\"%s\"%s><title>%s</title></rect>%n",
                x, y, w, h, fill, stroke, dashed ? " stroke-dasharray=\"3 3\"" : "", escape(title)));
        return this;
    }

    /** Adds a text that begins, ends or is centred there. */
    public Svg text(double x, double y, String anchor, int size, String fill, String text) {
        body.append(String.format(Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>%n",
                x, y, anchor, size, fill, escape(text)));
        return this;
    }

    /** Adds a straight line. */
    public Svg line(double x1, double y1, double x2, double y2, String stroke) {
        body.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1, y1, x2, y2, stroke));
        return this;
    }

    /** Adds an arrow that leaves downwards and arrives from above, bent where it must be. */
    public Svg arrow(double x1, double y1, double x2, double y2, String stroke, String title) {
        double bend = Math.max(12, Math.abs(y2 - y1) / 2);
        body.append(String.format(Locale.ROOT,
                "<path d=\"M %.1f %.1f C %.1f %.1f, %.1f %.1f, %.1f %.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\" "
                        + "marker-end=\"url(#%s)\"><title>%s</title></path>%n",
                x1, y1, x1, y1 + bend, x2, y2 - bend, x2, y2, stroke, marker(stroke), escape(title)));
        return this;
    }

    /** Defines the head of the arrows of one colour; needed once for each. */
    public Svg arrowHead(String stroke) {
        body.append(String.format(Locale.ROOT,
                "<defs><marker id=\"%s\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
                        + "orient=\"auto\"><path d=\"M 0 0 L 8 4 L 0 8 z\" fill=\"%s\"/></marker></defs>%n",
                marker(stroke), stroke));
        return this;
    }

    private static String marker(String stroke) {
        return "head-" + stroke.replace("#", "");
    }

    /** The whole document. */
    public String document() {
        return String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"sans-serif\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                width, height, width, height, body);
    }

    /** Text of which nothing is taken for markup; what XML cannot hold is replaced. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(
                        c < ' ' || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
            }
        });
        return safe.toString();
    }
}
