package io.github.enxame.documents.demo;

import java.io.IOException;

/** Something drawn across the text's width. */
interface Figure {
    /** The text's width, in points. */
    double WIDTH = 453;

    /** Its height, in points. */
    double height();

    void draw(Canvas canvas) throws IOException;

    /** A figure of a fixed height. */
    static Figure of(double height, Drawing drawing) {
        return new Figure() {
            @Override
            public double height() {
                return height;
            }

            @Override
            public void draw(Canvas canvas) throws IOException {
                drawing.draw(canvas);
            }
        };
    }

    /** What a figure shows. */
    @FunctionalInterface
    interface Drawing {
        void draw(Canvas canvas) throws IOException;
    }
}
