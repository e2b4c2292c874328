package io.github.enxame.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.node.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadNameTest {
    @ParameterizedTest
    @CsvSource({
        "thesis.pdf,thesis.pdf",
        "Trabalho de conclusão.pdf,Trabalho de conclusão.pdf",
        "../../etc/passwd,passwd",
        "..\\..\\boot.ini,boot.ini",
        "C:\\Users\\ana\\tcc.pdf,tcc.pdf",
        ".bashrc,.bashrc",
        ".NET in depth.pdf,.NET in depth.pdf",
        "می\u200Cخواهم.pdf,می\u200Cخواهم.pdf",
        "👨\u200D👩\u200D👧.png,👨\u200D👩\u200D👧.png",
        "CONIN$.txt,_CONIN$.txt",
        "a\u0085b\u2028c\uFFFDd.txt,a_b_c_d.txt",
        "a:b?.pdf,a_b_.pdf",
        "nul.txt,_nul.txt",
        "COM1,_COM1",
        "notes. . ,notes"
    })
    void a_name_is_made_safe_for_every_file_system(String sent, String kept) throws ProblemException {
        assertThat(UploadName.of(sent)).isEqualTo(kept);
    }

    @Test
    void what_reverses_the_reading_order_is_taken_out() throws ProblemException {
        assertThat(UploadName.of("thesis\u202Efdp.exe")).isEqualTo("thesis_fdp.exe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.pdf", "\u0915\u094d\u200d\u0937.txt"})
    void joiners_that_a_script_needs_are_kept(String name) throws ProblemException {
        assertThat(UploadName.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caf\ufffd.txt",
                "a\u0085b.txt",
                "line\u2028sep.txt",
                "\u202e\u2066.pdf",
                "a\ud800.txt",
                "b\u0000.txt"
            })
    void what_a_torrent_could_not_hold_is_changed_before_it_is_refused(String name) throws ProblemException {
        String kept = UploadName.of(name);
        assertThat(kept).contains("_").isEqualTo(UploadName.of(kept));
    }

    @Test
    void a_long_name_keeps_its_extension() throws ProblemException {
        String name = UploadName.of("ã".repeat(300) + ".pdf");
        assertThat(name).endsWith(".pdf");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(240);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "/", "a/", "...", "\\"})
    void what_is_no_name_is_refused(String sent) {
        assertThatThrownBy(() -> UploadName.of(sent)).isInstanceOf(ProblemException.class);
    }
}
