package io.github.enxame.node;

import io.github.enxame.node.terminal.SafePrintStream;
import io.github.enxame.protocol.metainfo.SafeText;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Formats what is logged: a message on one line, and no character of a stranger's that would steer a terminal. */
public final class LogFormatter extends SimpleFormatter {
    @Override
    public String formatMessage(LogRecord logged) {
        return SafeText.clean(super.formatMessage(logged));
    }

    @Override
    public String format(LogRecord logged) {
        return SafePrintStream.printable(super.format(logged));
    }
}
