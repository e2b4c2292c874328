package io.github.enxame.node;

import io.github.enxame.node.command.CommandLines;
import io.github.enxame.node.terminal.SafePrintStream;
import io.github.enxame.node.terminal.StandardOutput;
import io.github.enxame.node.terminal.Terminal;

/** The program: runs one command and ends with its exit code. */
public final class Enxame {
    private Enxame() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] arguments) {
        Logging.prepare();
        System.setErr(new SafePrintStream(System.err));
        StandardOutput out = StandardOutput.ofProcess();
        Terminal terminal = Terminal.ofProcess(new SafePrintStream(out.stream()), System.err);
        System.exit(CommandLines.run(terminal, out, arguments));
    }
}
