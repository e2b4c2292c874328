package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Palette;
import io.github.enxame.node.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command line printed and how it ended, run in this process on a terminal that nobody watches. */
record Run(int exitCode, String out, String err) {
    static Run of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                80,
                new Palette(false, false, true));
        int exitCode = CommandLines.run(terminal, arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
