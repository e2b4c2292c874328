package io.github.enxame.documents.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TitlesTest {
    @Test
    void white_space_collapses_and_what_is_not_seen_goes() {
        assertThat(Titles.clean("  A\u00a0\u2003 b\r\n\tc\u0000\u007f\u202e d\ufeff "))
                .isEqualTo("A b c d");
        assertThat(Titles.clean("half \ud83d surrogate, whole \ud83d\ude00"))
                .isEqualTo("half surrogate, whole \ud83d\ude00");
        assertThat(Titles.clean("\u0000 \u200b")).isEmpty();
    }

    @Test
    void long_titles_are_cut_between_characters() {
        assertThat(Titles.clean("x".repeat(120))).isEqualTo("x".repeat(120));
        assertThat(Titles.clean("x".repeat(500))).isEqualTo("x".repeat(119) + "…");
        assertThat(Titles.clean("x".repeat(118) + "\ud83d\ude00\ud83d\ude00")).isEqualTo("x".repeat(118) + "…");
        assertThat(Titles.cut("one two three", 9)).isEqualTo("one two…");
    }

    @Test
    void a_file_name_becomes_a_title() {
        assertThat(Titles.fromFileName("Meu_TCC_final.pdf")).isEqualTo("Meu TCC final");
        assertThat(Titles.fromFileName(".profile")).isEqualTo(".profile");
        assertThat(Titles.fromFileName("v1.2 of the long.description")).isEqualTo("v1.2 of the long.description");
        assertThat(Titles.fromFileName("\u202e.pdf")).isEqualTo("file");
    }

    @Test
    void words_are_what_white_space_separates() {
        assertThat(Words.count("")).isZero();
        assertThat(Words.count(" um  dois\u2003três\n\u00a0quatro\u00a0cinco ")).isEqualTo(4);
    }
}
