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
        ".bashrc,bashrc",
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

    @Test
    void a_long_name_keeps_its_extension() throws ProblemException {
        String name = UploadName.of("ã".repeat(300) + ".pdf");
        assertThat(name).endsWith(".pdf");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "/", "a/", "...", "\\"})
    void what_is_no_name_is_refused(String sent) {
        assertThatThrownBy(() -> UploadName.of(sent)).isInstanceOf(ProblemException.class);
    }
}
