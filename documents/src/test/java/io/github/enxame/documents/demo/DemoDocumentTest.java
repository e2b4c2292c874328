package io.github.enxame.documents.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.documents.DocumentPlan;
import io.github.enxame.documents.Planner;
import io.github.enxame.protocol.plan.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDocumentTest {
    private static final Path IN_TREE =
            Path.of("../node/src/main/resources/io/github/enxame/node/demo/enxame-por-dentro.pdf");

    @TempDir
    private Path folder;

    @Test
    void the_document_in_the_tree_is_what_the_generator_writes() throws IOException {
        Path fresh = folder.resolve("fresh.pdf");
        DemoDocument.write(fresh);
        assertThat(text(IN_TREE)).isEqualTo(text(fresh));
    }

    @Test
    void the_document_is_worth_sharing_by_sections() throws IOException {
        DocumentPlan document = Planner.plan(IN_TREE, "enxame-por-dentro.pdf");
        assertThat(document.title()).isEqualTo("Enxame por dentro");
        assertThat(document.fallbackReason()).isEmpty();
        assertThat(Files.size(IN_TREE)).isBetween(250_000L, 500_000L);
        assertThat(document.plan().sections()).hasSize(13);
        assertThat(document.plan().sections().stream().skip(1))
                .extracting(Section::words)
                .allMatch(words -> words > 300);
    }

    private static String text(Path file) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            return new PDFTextStripper().getText(pdf);
        }
    }
}
