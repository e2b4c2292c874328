package io.github.enxame.documents.demo;

import java.awt.Color;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The figures that plot numbers. */
final class Charts {
    private static final double LEFT = 44;
    private static final double RIGHT = 440;
    private static final double BASE = 190;
    private static final double TOP = 12;

    private Charts() {}

    /** Seconds for a server at 20 Mbit/s to send a document to {@code people} who receive at 50. */
    static double serverSeconds(double bytes, double people) {
        return Math.max(people * bytes * 8 / 20e6, bytes * 8 / 50e6);
    }

    /** Seconds for the same in a swarm whose other peers send at 10 Mbit/s. */
    static double swarmSeconds(double bytes, double people) {
        double bits = bytes * 8;
        return Math.max(Math.max(bits / 20e6, bits / 50e6), people * bits / (20e6 + people * 10e6));
    }

    static Figure queue() {
        return Figure.of(215, canvas -> {
            axes(canvas, "segundos", "pessoas", 240, 30, 60, 5);
            curve(canvas, people -> serverSeconds(20e6, people), 1, 30, 30, 240, Canvas.BANDS[3]);
            curve(canvas, people -> swarmSeconds(20e6, people), 1, 30, 30, 240, Canvas.BANDS[0]);
            canvas.text(300, 48, 10, Canvas.BANDS[3], "servidor");
            canvas.text(300, 168, 10, Canvas.INK, "enxame");
        });
    }

    static Figure times() {
        return Figure.of(215, canvas -> {
            axes(canvas, "segundos", "MiB", 4.5, 10, 1, 2);
            for (int peers = 1; peers <= 4; peers++) {
                List<Source> sources = Source.nearest(peers);
                curve(
                        canvas,
                        mebibytes -> Source.leastSeconds(mebibytes * (1 << 20), sources),
                        0.05,
                        10,
                        10,
                        4.5,
                        Canvas.BANDS[peers - 1]);
                double y = BASE - Source.leastSeconds(10 << 20, sources) / 4.5 * (BASE - TOP);
                canvas.right(RIGHT - 4, y - 4, 9, Canvas.INK, peers + (peers == 1 ? " par" : " pares"));
            }
        });
    }

    static Figure shares() {
        double[] sizes = {100e3, 714e3, 1 << 20, 4 << 20, 10 << 20, 100 << 20};
        String[] names = {"100 KB", "714 KB", "1 MiB", "4 MiB", "10 MiB", "100 MiB"};
        return Figure.of(180, canvas -> {
            for (int i = 0; i < sizes.length; i++) {
                double x = 60;
                double y = 6 + i * 27;
                canvas.right(52, y + 14, 10, Canvas.INK, names[i]);
                double[] shares = Source.shares(sizes[i], Source.nearest(4));
                for (int peer = 0; peer < shares.length; peer++) {
                    double width = shares[peer] * 385;
                    canvas.box(x, y, width, 20, Canvas.BANDS[peer]);
                    if (width > 30) {
                        Color ink = peer < 2 ? Canvas.INK : Color.WHITE;
                        canvas.centred(x + width / 2, y + 14, 9, ink, Tables.number(100 * shares[peer], 0) + " %");
                    }
                    x += width;
                }
            }
            legend(canvas, 174);
        });
    }

    static Figure interruptions() {
        return Figure.of(215, canvas -> {
            canvas.box(at(30, 100), TOP, at(45, 100) - at(30, 100), BASE - TOP, Canvas.LINE);
            canvas.box(at(65, 100), TOP, at(85, 100) - at(65, 100), BASE - TOP, Canvas.LINE);
            axes(canvas, "% conferido", "segundos", 100, 100, 20, 20);
            double[] seconds = {2, 30, 45, 65, 85, 100};
            double[] percent = {0, 45, 45, 78, 78, 100};
            for (int i = 1; i < seconds.length; i++) {
                canvas.line(
                        at(seconds[i - 1], 100),
                        BASE - percent[i - 1] / 100 * (BASE - TOP),
                        at(seconds[i], 100),
                        BASE - percent[i] / 100 * (BASE - TOP),
                        Canvas.BANDS[1],
                        1.6);
            }
        });
    }

    static void legend(Canvas canvas, double y) throws IOException {
        String[] names = {"6 ms", "24 ms", "84 ms", "244 ms"};
        for (int i = 0; i < names.length; i++) {
            canvas.cell(66 + i * 90, y - 3, 5, Canvas.BANDS[i], true);
            canvas.text(76 + i * 90, y, 9, Canvas.SOFT, names[i]);
        }
    }

    private static double at(double x, double max) {
        return LEFT + x / max * (RIGHT - LEFT);
    }

    private static void axes(
            Canvas canvas, String vertical, String horizontal, double maxY, double maxX, double stepY, double stepX)
            throws IOException {
        for (double y = 0; y <= maxY; y += stepY) {
            double v = BASE - y / maxY * (BASE - TOP);
            canvas.line(LEFT, v, RIGHT, v, Canvas.LINE, 0.5);
            canvas.right(LEFT - 5, v + 3, 8, Canvas.SOFT, Tables.number(y, 0));
        }
        for (double x = stepX; x <= maxX; x += stepX) {
            canvas.centred(at(x, maxX), BASE + 11, 8, Canvas.SOFT, Tables.number(x, 0));
        }
        canvas.line(LEFT, BASE, RIGHT, BASE, Canvas.SOFT, 0.8);
        canvas.text(LEFT, TOP - 4, 8, Canvas.SOFT, vertical);
        canvas.right(RIGHT, BASE + 22, 8, Canvas.SOFT, horizontal);
    }

    private static void curve(
            Canvas canvas, DoubleUnaryOperator f, double from, double to, double maxX, double maxY, Color colour)
            throws IOException {
        int steps = 160;
        for (int i = 1; i <= steps; i++) {
            double x1 = from + (to - from) * (i - 1) / steps;
            double x2 = from + (to - from) * i / steps;
            canvas.line(
                    at(x1, maxX),
                    BASE - f.applyAsDouble(x1) / maxY * (BASE - TOP),
                    at(x2, maxX),
                    BASE - f.applyAsDouble(x2) / maxY * (BASE - TOP),
                    colour,
                    1.6);
        }
    }
}
