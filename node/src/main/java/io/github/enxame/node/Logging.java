package io.github.enxame.node;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * Sets the logging up when the first logger is asked for, so that commands that log nothing do not pay for it. Named by
 * the property {@code java.util.logging.config.class}.
 */
public final class Logging {
    private static final String PROPERTY = "java.util.logging.config.class";

    /** Reads this program's settings; called by {@link LogManager}. */
    public Logging() throws IOException {
        try (InputStream settings = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(settings);
        }
    }

    /** Has the settings read in time, unless the user has others. */
    static void prepare() {
        if (System.getProperty(PROPERTY) == null && System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty(PROPERTY, Logging.class.getName());
        }
    }
}
