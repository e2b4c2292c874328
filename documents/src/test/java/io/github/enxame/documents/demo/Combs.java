package io.github.enxame.documents.demo;

import java.io.IOException;
import java.util.List;

/** The figures made of many cells: a transfer at an instant, and a class. */
final class Combs {
    private static final int BLOCKS = 640;
    private static final int COLUMNS = 32;
    private static final double RADIUS = 8;
    private static final double PIPELINE_SECONDS = 0.05;

    private Combs() {}

    /** The comb of a document of 10 MiB that four peers bring, at an instant. */
    static Figure at(double seconds) {
        List<Source.Arrival> arrivals = Source.arrivals(BLOCKS, 16_384, Source.nearest(4));
        return Figure.of(BLOCKS / COLUMNS * RADIUS * 1.5 + 44, canvas -> {
            int[] brought = new int[4];
            for (int block = 0; block < BLOCKS; block++) {
                Source.Arrival arrival = arrivals.get(block);
                double w = RADIUS * 0.866 * 2 * 0.99;
                int row = block / COLUMNS;
                double x = 10 + (block % COLUMNS) * w + (row % 2) * w / 2;
                double y = 12 + row * RADIUS * 1.5;
                boolean here = arrival.seconds() <= seconds;
                boolean coming = arrival.seconds() <= seconds + PIPELINE_SECONDS;
                if (here) {
                    brought[arrival.source()]++;
                }
                canvas.cell(x, y, RADIUS * 0.9, here || coming ? Canvas.BANDS[arrival.source()] : Canvas.LINE, here);
            }
            double y = 12 + BLOCKS / COLUMNS * RADIUS * 1.5 + 8;
            Charts.legend(canvas, y);
            canvas.text(66, y + 15, 9, Canvas.SOFT, status(seconds, brought));
        });
    }

    private static String status(double seconds, int[] brought) {
        int sum = brought[0] + brought[1] + brought[2] + brought[3];
        return "Aos " + Tables.number(seconds * 1000, 0) + " ms: " + sum + " de " + BLOCKS + " blocos; por par, "
                + brought[0] + ", " + brought[1] + ", " + brought[2] + " e " + brought[3] + ".";
    }

    /** One cell a word, in reading order; the colour is the word's length. */
    static Figure words(List<String> words) {
        double radius = 5;
        double w = radius * 0.866 * 2;
        int columns = (int) ((Figure.WIDTH - w) / w);
        int rows = (words.size() - 1) / columns + 1;
        return Figure.of(rows * radius * 1.5 + 6, canvas -> {
            for (int i = 0; i < words.size(); i++) {
                int row = i / columns;
                int band = Math.min(3, words.get(i).length() / 4);
                double x = w / 2 + (i % columns) * w + (row % 2) * w / 2;
                canvas.cell(x, 6 + row * radius * 1.5, radius * 0.88, Canvas.BANDS[band], true);
            }
        });
    }

    static Figure classroom() {
        Classroom classroom = new Classroom(15, 64);
        return Figure.of(16 * 15 + 30, canvas -> {
            int length = classroom.length();
            for (int peer = 1; peer <= 15; peer++) {
                canvas.right(28, peer * 15, 8, Canvas.SOFT, Integer.toString(peer));
                row(canvas, classroom.rounds[peer], peer, length);
            }
            canvas.text(
                    34,
                    16 * 15 + 12,
                    9,
                    Canvas.SOFT,
                    "A fonte enviou " + Tables.number(classroom.copiesFromSource(), 1)
                            + " cópias do documento; as outras vieram dos alunos. Duração: "
                            + Tables.number(length / 64.0, 1) + " vezes a de um envio.");
        });
    }

    private static void row(Canvas canvas, int[] rounds, int peer, int length) throws IOException {
        for (int piece = 0; piece < rounds.length; piece++) {
            int third = Math.min(2, 3 * (rounds[piece] - 1) / length);
            double shade = 12.5 * (1 - 0.3 * ((3.0 * rounds[piece] / length) % 1));
            canvas.box(34 + piece * 6.4, peer * 15 - 10, 5.6, shade, Canvas.BANDS[third]);
        }
    }
}
