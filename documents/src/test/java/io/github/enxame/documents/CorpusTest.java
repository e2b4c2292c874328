package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real documents, where they lie beside the tree. Words are those that pdftotext 22.12 finds, without those that have neither a letter nor a digit, as leader dots have not. */
class CorpusTest {
    /** Beside the repository: tests run in the module's folder. */
    static final Path CORPUS = Path.of("../../shared/corpus");

    @ParameterizedTest
    @CsvSource({
        "abntex2-modelo-trabalho-academico.pdf, 6344",
        "abntex2-modelo-projeto-pesquisa.pdf, 5178",
        "pt-lshort.pdf, 41045",
        "hgb-term-report.pdf, 393"
    })
    void words_are_those_of_pdftotext_and_the_plan_is_small_and_whole(String name, long words) throws IOException {
        Path file = file(name);
        DocumentPlan document = Planner.plan(file, name);
        assertThat(document.fallbackReason()).isEmpty();
        assertThat(document.plan().spine()).isTrue();
        assertThat(document.plan().words()).isCloseTo(words, withinPercentage(1));
        Plans.assertWhole(document.plan(), Files.size(file));
        assertThat(Planner.plan(file, name)).as("the second plan").isEqualTo(document);
    }

    @Test
    void the_thesis_has_the_sections_of_its_outline() throws IOException {
        Path file = file("abntex2-modelo-trabalho-academico.pdf");
        List<String> expected = new ArrayList<>(List.of("", ""));
        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            for (PDOutlineItem item :
                    pdf.getDocumentCatalog().getDocumentOutline().children()) {
                expected.add(item.getTitle());
            }
        }
        DocumentPlan document = Planner.plan(file, "tcc.pdf");
        assertThat(Plans.titles(document.plan())).isEqualTo(expected).contains("Introdução", "Referências");
        assertThat(document.title()).isEqualTo("Modelo Canônico de, Trabalho Acadêmico com abnTeX2");
    }

    private static Path file(String name) {
        Path file = CORPUS.resolve(name);
        assumeTrue(Files.exists(file), file.toAbsolutePath().normalize() + " is not here");
        return file;
    }
}
