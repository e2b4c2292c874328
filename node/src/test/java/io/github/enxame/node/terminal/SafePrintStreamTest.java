package io.github.enxame.node.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class SafePrintStreamTest {
    private static String printed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new SafePrintStream(new PrintStream(bytes, true, UTF_8));
        out.println(text);
        return bytes.toString(UTF_8);
    }

    @Test
    void what_strangers_wrote_cannot_steer_the_terminal() {
        assertThat(printed("a\u001b]0;owned\u0007\u001b[2J\u202e\u2066b\u009b31m"))
                .isEqualTo("a]0;owned[2Jb31m" + System.lineSeparator());
    }

    @Test
    void colours_redrawing_line_breaks_and_joiners_pass() {
        String own = "\r\u001b[2K\u001b[38;2;1;2;3mblue\u001b[0m\n\tمی\u200cخواهم 👨\u200d👩";
        assertThat(printed(own)).isEqualTo(own + System.lineSeparator());
    }
}
