package io.github.enxame.node.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where a command writes: results to {@code out}, what went wrong to {@code err}, and a line that is redrawn to {@code err}
 * where somebody is watching.
 *
 * @param live whether a person watches, so that a line may be redrawn
 * @param width columns
 */
public record Terminal(PrintStream out, PrintStream err, boolean live, int width, Palette palette) {
    /** The property by which the launcher says that a terminal is there, and how wide it is. */
    public static final String COLUMNS_PROPERTY = "enxame.columns";

    private static final int PLAIN_WIDTH = 80;
    private static final int LEAST_WIDTH = 10;
    private static final int MOST_WIDTH = 120;

    /** The terminal this process was started in. */
    public static Terminal ofProcess(PrintStream out, PrintStream err) {
        return of(out, err, System.getenv(), System::getProperty);
    }

    static Terminal of(PrintStream out, PrintStream err, Map<String, String> env, UnaryOperator<String> property) {
        int columns = columns(property.apply(COLUMNS_PROPERTY));
        boolean live = columns > 0 && !"dumb".equals(env.get("TERM"));
        String noColour = env.getOrDefault("NO_COLOR", "");
        String trueColour = env.getOrDefault("COLORTERM", "");
        boolean unicode = out.charset().equals(StandardCharsets.UTF_8);
        Palette palette = new Palette(
                live && noColour.isEmpty(), trueColour.equals("truecolor") || trueColour.equals("24bit"), unicode);
        return new Terminal(out, err, live, live ? Math.clamp(columns, LEAST_WIDTH, MOST_WIDTH) : PLAIN_WIDTH, palette);
    }

    private static int columns(@org.jspecify.annotations.Nullable String property) {
        try {
            return property == null ? 0 : Integer.parseInt(property);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
