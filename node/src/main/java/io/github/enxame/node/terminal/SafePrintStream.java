package io.github.enxame.node.terminal;

import io.github.enxame.protocol.metainfo.SafeText;
import java.io.PrintStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prints text without characters that would steer the terminal, whoever wrote them: the last guard behind
 * {@link SafeText#clean(String)}, which each text of a stranger passes where it comes in. Line breaks, tabs, colours and the
 * redrawing of a line pass.
 */
public final class SafePrintStream extends PrintStream {
    /** What this program writes itself: colours, and the erasing of a line. */
    private static final Pattern OWN_SEQUENCE = Pattern.compile("\\G\u001b\\[([0-9;]*m|2K)");

    /** A guard in front of {@code out}, with its charset. */
    public SafePrintStream(PrintStream out) {
        super(out, true, out.charset());
    }

    @Override
    public void print(@Nullable String text) {
        super.print(printable(String.valueOf(text)));
    }

    /** {@code text} without what would steer a terminal. */
    public static String printable(String text) {
        if (text.codePoints().noneMatch(SafePrintStream::isSuspect)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        var own = OWN_SEQUENCE.matcher(text);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int next = i + Character.charCount(character);
            if (character == 0x1b && own.find(i)) {
                next = own.end();
                out.append(text, i, next);
            } else if (!isSuspect(character)) {
                out.appendCodePoint(character);
            }
            i = next;
        }
        return out.toString();
    }

    private static boolean isSuspect(int character) {
        return character != '\n' && character != '\r' && character != '\t' && SafeText.isUnseen(character);
    }
}
