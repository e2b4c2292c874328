package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Terminal;
import picocli.CommandLine;

/** Makes commands; each that writes gets the terminal in its constructor. */
final class CommandFactory implements CommandLine.IFactory {
    private final Terminal terminal;
    private final CommandLine.IFactory plain = CommandLine.defaultFactory();

    CommandFactory(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (Action.class.isAssignableFrom(type)) {
            return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
        }
        return plain.create(type);
    }
}
