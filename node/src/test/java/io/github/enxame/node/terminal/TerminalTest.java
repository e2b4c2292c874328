package io.github.enxame.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.view.Band;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);

    private Terminal terminal(Map<String, String> env, String columns) {
        return Terminal.of(stream, stream, env, name -> columns);
    }

    @Test
    void without_a_launcher_that_says_so_nobody_watches() {
        Terminal terminal = terminal(Map.of(), "");
        assertThat(terminal.live()).isFalse();
        new ProgressLine(terminal).draw("1234", "half");
        assertThat(written.size()).isZero();
    }

    @Test
    void a_line_is_redrawn_in_the_colours_of_distance() {
        Terminal terminal = terminal(Map.of("COLORTERM", "truecolor"), "100");
        ProgressLine line = new ProgressLine(terminal);
        line.draw("14.", "half");
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[2K[\u001b[38;2;232;168;26m█\u001b[0m\u001b[38;2;143;99;208m░\u001b[0m ] half");
        line.clear();
        assertThat(written.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[2K");
    }

    @Test
    void who_wants_no_colour_still_sees_the_patterns() {
        Palette palette = terminal(Map.of("NO_COLOR", "1"), "100").palette();
        assertThat(palette.mark(Band.NEAR)
                        + palette.mark(Band.CITY)
                        + palette.mark(Band.COUNTRY)
                        + palette.mark(Band.ABROAD))
                .isEqualTo("█▓▒░");
    }

    @Test
    void a_terminal_without_unicode_gets_digits() {
        PrintStream ascii = new PrintStream(written, true, StandardCharsets.US_ASCII);
        Palette palette = Terminal.of(ascii, ascii, Map.of(), name -> "80").palette();
        assertThat(palette.paint(String.valueOf(palette.cell(Band.COUNTRY)), Band.COUNTRY))
                .contains("3");
    }

    @Test
    void columns_are_as_wide_as_what_is_seen() {
        Palette palette = terminal(Map.of("COLORTERM", "truecolor"), "100").palette();
        List<String> lines = new Table("peer", ">bytes")
                .row(palette.mark(Band.NEAR) + " near", "1,024")
                .row("abroad", "7")
                .lines();
        assertThat(lines).containsExactly("peer    bytes", palette.mark(Band.NEAR) + " near  1,024", "abroad      7");
    }
}
