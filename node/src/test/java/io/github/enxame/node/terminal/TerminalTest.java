package io.github.enxame.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.view.Band;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30, 39, 80})
    void no_redrawn_line_is_wider_than_the_terminal(int width) {
        ProgressLine line = new ProgressLine(terminal(Map.of("NO_COLOR", "1"), Integer.toString(width)));
        for (String words : List.of("reading 12%", "reading 日本語の資料.txt, 12 MB", "e\u0301".repeat(60))) {
            written.reset();
            line.draw(".".repeat(line.places(words)), words);
            String shown = written.toString(StandardCharsets.UTF_8).substring("\r\u001b[2K".length());
            assertThat(Columns.of(shown)).as(shown).isBetween(1, width - 1);
        }
    }

    @Test
    void what_is_cut_says_so() {
        assertThat(Columns.cut("abcdef", 4, '~')).isEqualTo("abc~");
        assertThat(Columns.cut("日本語", 4, '~')).isEqualTo("日~");
        assertThat(Columns.cut("abc", 3, '~')).isEqualTo("abc");
        assertThat(Columns.cut("abc", 0, '~')).isEmpty();
    }

    @Test
    void a_result_that_could_not_be_written_is_known_to_be_lost() {
        StandardOutput full = new StandardOutput(failing("No space left on device"), StandardCharsets.UTF_8);
        full.stream().println("result");
        assertThat(full.failure()).contains("No space left on device");

        StandardOutput left = new StandardOutput(failing("Broken pipe"), StandardCharsets.UTF_8);
        left.stream().println("result");
        assertThat(left.failure()).isEmpty();

        StandardOutput well = new StandardOutput(written, StandardCharsets.UTF_8);
        well.stream().print("é");
        assertThat(well.failure()).isEmpty();
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("é");
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
