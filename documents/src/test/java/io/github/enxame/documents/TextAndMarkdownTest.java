package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.Span;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sections of Markdown, of plain text, and of files that are neither. */
@Timeout(120)
class TextAndMarkdownTest {
    @TempDir
    private Path folder;

    @Test
    void markdown_headings_make_sections_whose_bytes_are_counted_in_utf8() throws IOException {
        String preface = "Ação e reação, já 😀.\n\n";
        String one = "# *Introdução* à `rede`\n\nUm dois três.\n\n```\n# not a heading\n```\n\n";
        String two = "Métodos\n=======\n\nQuatro cinco.\n\n> # quoted, so no section\n\n";
        String three = "# Fim [link](x)\n\nSeis.\n";
        DocumentPlan document = planned(preface + one + two + three, "notas.md", StandardCharsets.UTF_8);
        assertThat(document.kind()).isEqualTo(DocumentKind.MARKDOWN);
        assertThat(document.title()).isEqualTo("notas");
        assertThat(document.plan().spine()).isFalse();
        assertThat(Plans.titles(document.plan())).first().isEqualTo("");
        assertThat(Plans.titles(document.plan())).element(1).isEqualTo("Introdução à rede");
        assertThat(Plans.titles(document.plan())).element(2).isEqualTo("Métodos");
        assertThat(span(document, 0)).isEqualTo(new Span(0, bytes(preface)));
        assertThat(span(document, 1)).isEqualTo(new Span(bytes(preface), bytes(one)));
        assertThat(span(document, 2)).isEqualTo(new Span(bytes(preface + one), bytes(two)));
        assertThat(document.plan().sections().getFirst().words()).isEqualTo(4);
    }

    @Test
    void a_single_title_is_left_for_the_headings_below_it() throws IOException {
        DocumentPlan document =
                planned("# The book\n\nx\n\n## One\n\na\n\n## Two\n\nb\n", "book.md", StandardCharsets.UTF_8);
        assertThat(document.title()).isEqualTo("The book");
        assertThat(Plans.titles(document.plan())).containsExactly("The book", "One", "Two");
    }

    @Test
    void a_section_that_holds_most_of_the_text_is_divided() throws IOException {
        String long_ = "## Inner A\n\n" + "word ".repeat(200) + "\n\n## Inner B\n\n" + "word ".repeat(200) + "\n\n";
        DocumentPlan document = planned("# A\n\n# B\n\n" + long_ + "# C\n\nend\n", "x.md", StandardCharsets.UTF_8);
        assertThat(Plans.titles(document.plan())).containsExactly("A", "B", "Inner A", "Inner B", "C");
    }

    @Test
    void front_matter_gives_the_title_and_is_no_heading() throws IOException {
        DocumentPlan document =
                planned("---\ntitle: \"Meu TCC\"\n---\n\n# A\n\n# B\n\n# C\n", "x.markdown", StandardCharsets.UTF_8);
        assertThat(document.title()).isEqualTo("Meu TCC");
        assertThat(Plans.titles(document.plan())).containsExactly("", "A", "B", "C");
    }

    @Test
    void markdown_that_nests_without_end_is_planned() throws IOException {
        String deep =
                ">".repeat(200_000) + " x\n\n" + "- ".repeat(100_000) + "\n\n" + "[".repeat(100_000) + "\n\n# End\n";
        assertThat(planned(deep, "deep.md", StandardCharsets.UTF_8).plan().sections())
                .isNotEmpty();
    }

    @Test
    void text_without_headings_is_cut_at_paragraphs_after_about_500_words() throws IOException {
        String paragraph = "palavra ".repeat(120).strip() + "\n\n";
        DocumentPlan document = planned(paragraph.repeat(20), "texto.txt", StandardCharsets.UTF_8);
        assertThat(document.kind()).isEqualTo(DocumentKind.TEXT);
        assertThat(Plans.words(document.plan())).containsExactly(600L, 600L, 600L, 600L);
        assertThat(Plans.titles(document.plan())).containsOnly("");
    }

    @Test
    void text_without_paragraphs_is_cut_between_words() throws IOException {
        DocumentPlan document = planned("word ".repeat(5000), "one-line.txt", StandardCharsets.UTF_8);
        assertThat(Plans.words(document.plan())).containsExactly(1000L, 1000L, 1000L, 1000L, 1000L);
    }

    @Test
    void headings_of_a_text_make_sections() throws IOException {
        String text =
                "CAPÍTULO I\r\n\r\nEra uma vez.\r\n\r\nCapítulo II\r\n\r\nOutra vez.\r\n\r\nFim\r\n===\r\n\r\nAcabou.\r\n";
        assertThat(Plans.titles(
                        planned(text, "livro.txt", StandardCharsets.UTF_8).plan()))
                .containsExactly("CAPÍTULO I", "Capítulo II", "Fim");
    }

    @Test
    void latin1_takes_one_byte_a_character_and_a_byte_order_mark_belongs_to_the_first_section() throws IOException {
        String text = "1 Introdução\n\nAção.\n\n2 Método\n\nReação.\n\n3 Conclusão\n\nFim.\n";
        DocumentPlan latin = planned(text, "a.txt", StandardCharsets.ISO_8859_1);
        assertThat(Plans.titles(latin.plan())).containsExactly("1 Introdução", "2 Método", "3 Conclusão");
        assertThat(span(latin, 0).length()).isEqualTo(text.indexOf("2 M"));
        DocumentPlan marked = planned("\uFEFF" + text, "a.txt", StandardCharsets.UTF_8);
        assertThat(Plans.titles(marked.plan())).containsExactly("1 Introdução", "2 Método", "3 Conclusão");
        assertThat(span(marked, 0).length()).isEqualTo(3 + bytes(text.substring(0, text.indexOf("2 M"))));
    }

    @Test
    void what_is_no_text_is_divided_into_whole_blocks() throws IOException {
        byte[] noise = new byte[3_000_000];
        new SplittableRandom(1).nextBytes(noise);
        Path file = folder.resolve("noise.bin");
        Files.write(file, noise);
        DocumentPlan document = Planner.plan(file, "My_noise.bin");
        Plans.assertWhole(document.plan(), noise.length);
        assertThat(document.kind()).isEqualTo(DocumentKind.OTHER);
        assertThat(document.title()).isEqualTo("My noise");
        assertThat(document.fallbackReason()).isEmpty();
        assertThat(document.plan().sections()).hasSize(62).allSatisfy(section -> assertThat(
                        section.spans().getFirst().offset() % 16_384)
                .isZero());
        assertThat(document.plan().words()).isZero();
    }

    @Test
    void markup_is_divided_by_size() throws IOException {
        assertThat(planned("<p>Hello</p>", "page.HTML", StandardCharsets.UTF_8).kind())
                .isEqualTo(DocumentKind.OTHER);
    }

    @Test
    void a_text_larger_than_allowed_is_divided_by_size() throws IOException {
        Path file = folder.resolve("large.txt");
        Files.writeString(file, "word ".repeat(1000));
        PlannerLimits small = new PlannerLimits(1000, 1000, 100, 10, 1000, 1000, 1000, 1000, 10, 60);
        assertThat(Planner.plan(file, "large.txt", small).kind()).isEqualTo(DocumentKind.OTHER);
    }

    @Test
    void an_empty_file_is_refused_with_its_name() throws IOException {
        Path file = folder.resolve("empty.txt");
        Files.createFile(file);
        assertThatThrownBy(() -> Planner.plan(file, "empty.txt"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("empty.txt is empty");
    }

    @Test
    void arbitrary_text_is_always_covered() throws IOException {
        String[] parts = {
            "# ", "\n", "\r\n", "\r", "é", "😀", "word ", "===", "---\n", "\t", "> ", "1. X\n\n", "A B C\n\n"
        };
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder("x");
            int count = random.nextInt(400);
            for (int i = 0; i < count; i++) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            try {
                planned(text.toString(), seed % 2 == 0 ? "a.md" : "a.txt", StandardCharsets.UTF_8);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private DocumentPlan planned(String text, String name, Charset charset) throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, text, charset);
        DocumentPlan document = Planner.plan(file, name);
        assertThat(document.fallbackReason()).isEmpty();
        Plans.assertWhole(document.plan(), Files.size(file));
        return document;
    }

    private static Span span(DocumentPlan document, int section) {
        Section found = document.plan().sections().get(section);
        assertThat(found.spans()).hasSize(1);
        return found.spans().getFirst();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
