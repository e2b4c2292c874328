package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as they lie on people's disks: which encodings are read, and that each byte is in one section. */
class TextEncodingsTest {
    private static final int CHAPTERS = 4;

    @TempDir
    private Path folder;

    /** Of a language and how its chapters are called, 400 words a chapter. */
    private static String book(String chapter, String words) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= CHAPTERS; i++) {
            text.append(chapter.replace("#", Integer.toString(i)))
                    .append("\n\n")
                    .append((words + " ").repeat(50))
                    .append("\n\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1252, Capítulo # – “Aspas” e preço em €, não são só as palavras da coleção",
        "ISO-8859-1, Capítulo # - Aspas e preço, não são só as palavras da coleção",
        "UTF-8, Capítulo # – “Aspas” e preço em €, não são só as palavras da coleção",
        "windows-1251, Глава # Начало и конец, он сказал что завтра будет хорошая погода",
        "KOI8-R, Глава # Начало и конец, он сказал что завтра будет хорошая погода",
        "GB18030, 第#章 开始, 今天天气很好我们一起去公园散步看花听鸟唱歌",
        "Shift_JIS, 第#章 はじめに, 今日は天気がいいから公園へ散歩に行きましょう",
        "EUC-JP, 第#章 はじめに, 今日は天気がいいから公園へ散歩に行きましょう",
        "EUC-KR, 제#장 시작, 오늘은 날씨가 좋아서 공원에 산책하러 갑니다",
        "UTF-16LE, Capítulo # – Começo, não são só as palavras da coleção",
        "UTF-16BE, Capítulo # – Começo, não são só as palavras da coleção",
    })
    void chapters_are_found_in_any_encoding(String charset, String chapter, String words) throws IOException {
        DocumentPlan document = planned(book(chapter, words).getBytes(Charset.forName(charset)));
        assertThat(Plans.titles(document.plan()))
                .containsExactly(
                        chapter.replace('#', '1'),
                        chapter.replace('#', '2'),
                        chapter.replace('#', '3'),
                        chapter.replace('#', '4'));
        assertThat(document.plan().words()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, fffe", "UTF-16BE, feff"})
    void a_byte_order_mark_tells_the_encoding(String charset, String mark) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(java.util.HexFormat.of().parseHex(mark));
        bytes.write(book("第#章 开始", "今天天气很好").getBytes(Charset.forName(charset)));
        DocumentPlan document = planned(bytes.toByteArray());
        assertThat(Plans.titles(document.plan())).first().isEqualTo("第1章 开始");
        assertThat(document.plan().sections().getFirst().spans().getFirst().offset())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001A", "a\b_", "\u000B", "\u001B[1m", "\0\0\0\0\0"})
    void a_control_character_does_not_make_a_text_anything_else(String odd) throws IOException {
        String text = book("Chapter #", "one two three") + odd;
        assertThat(planned(text.getBytes(StandardCharsets.UTF_8)).kind()).isEqualTo(DocumentKind.TEXT);
    }

    @Test
    void a_program_is_no_text() throws IOException {
        byte[] program = new byte[4_000];
        for (int i = 0; i < program.length; i++) {
            program[i] = (byte) (i * 31 % 251 + 1);
        }
        assertThat(planned(program).kind()).isEqualTo(DocumentKind.OTHER);
    }

    @Test
    void markdown_in_windows_1252_has_its_titles() throws IOException {
        String text = "# Título – “um”\n\n## A\n\nx\n\n## B’s\n\ny\n\n## C\n\nz\n";
        Path file = folder.resolve("notes.md");
        Files.write(file, text.getBytes(Charset.forName("windows-1252")));
        DocumentPlan document = Planner.plan(file, "notes.md");
        assertThat(document.title()).isEqualTo("Título – “um”");
        assertThat(Plans.titles(document.plan())).contains("A", "B’s", "C");
    }

    private DocumentPlan planned(byte[] bytes) throws IOException {
        Path file = folder.resolve("file.txt");
        Files.write(file, bytes);
        DocumentPlan document = Planner.plan(file, "file.txt");
        assertThat(document.fallbackReason()).isEmpty();
        Plans.assertWhole(document.plan(), bytes.length);
        return document;
    }
}
