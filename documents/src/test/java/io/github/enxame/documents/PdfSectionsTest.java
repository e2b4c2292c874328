package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDestinationNameTreeNode;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionGoTo;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDNamedDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sections a PDF gets, with how many words. */
class PdfSectionsTest {
    @TempDir
    private Path folder;

    @Test
    void an_outline_makes_the_sections() throws IOException {
        try (SamplePdf sample = SamplePdf.withChapters(5).withOutline()) {
            sample.pdf.getDocumentInformation().setTitle("  A \n sample ");
            DocumentPlan document = planned(sample);
            assertThat(document.kind()).isEqualTo(DocumentKind.PDF);
            assertThat(document.title()).isEqualTo("A sample");
            assertThat(document.fallbackReason()).isEmpty();
            assertThat(document.plan().spine()).isTrue();
            assertThat(Plans.titles(document.plan()))
                    .containsExactly("", "Chapter 0", "Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4");
            assertThat(Plans.words(document.plan())).containsExactly(0L, 11L, 21L, 31L, 41L, 51L);
        }
    }

    @Test
    void what_comes_before_the_first_entry_is_a_section_without_a_title() throws IOException {
        try (SamplePdf sample = SamplePdf.withChapters(4)) {
            for (int i = 1; i < 4; i++) {
                sample.entry(sample.outline(), "Entry " + i, i, SamplePdf.TOP);
            }
            SectionPlan plan = planned(sample).plan();
            assertThat(Plans.titles(plan)).containsExactly("", "", "Entry 1", "Entry 2", "Entry 3");
            assertThat(Plans.words(plan)).containsExactly(0L, 11L, 21L, 31L, 41L);
        }
    }

    @Test
    void sections_that_share_a_page_divide_its_lines_and_its_bytes() throws IOException {
        try (SamplePdf sample = new SamplePdf()) {
            sample.page("First", 30);
            sample.entry(sample.outline(), "First", 0, SamplePdf.TOP + 20);
            sample.entry(sample.outline(), "Second", 0, SamplePdf.TOP - 14 * 10 - 2);
            sample.entry(sample.outline(), "Third", 0, SamplePdf.TOP - 14 * 25 - 2);
            SectionPlan plan = planned(sample).plan();
            assertThat(Plans.titles(plan)).containsExactly("", "First", "Second", "Third");
            assertThat(Plans.words(plan)).containsExactly(0L, 101L, 150L, 50L);
        }
    }

    @Test
    void an_outline_that_leads_to_one_page_leaves_the_sections_to_the_headings() throws IOException {
        try (SamplePdf sample = SamplePdf.withChapters(12)) {
            for (int i = 0; i < 12; i++) {
                sample.entry(sample.outline(), "Entry " + i, 11, SamplePdf.TOP - i);
            }
            SectionPlan plan = planned(sample).plan();
            assertThat(Plans.titles(plan)).hasSize(13).contains("Chapter0", "Chapter5", "Chapter11");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_outline_that_leads_to_the_end_alone_leaves_pages_without_headings_to_themselves(int places)
            throws IOException {
        try (SamplePdf sample = new SamplePdf()) {
            for (int i = 0; i < 30; i++) {
                sample.page("The same on each page", 3);
            }
            for (int i = 0; i < 12; i++) {
                sample.entry(sample.outline(), "Entry " + i, 29 - i % places, SamplePdf.TOP - i);
            }
            assertThat(Plans.words(planned(sample).plan())).hasSize(16).allMatch(words -> words <= 70);
        }
    }

    @Test
    void an_outline_with_one_long_titled_section_is_kept_where_there_are_no_headings() throws IOException {
        try (SamplePdf sample = new SamplePdf()) {
            for (int i = 0; i < 30; i++) {
                sample.page("The same on each page", 3);
            }
            sample.entry(sample.outline(), "Summary", 0, SamplePdf.TOP);
            sample.entry(sample.outline(), "The whole", 1, SamplePdf.TOP);
            assertThat(Plans.titles(planned(sample).plan())).containsExactly("", "Summary", "The whole");
        }
    }

    @Test
    void titles_in_utf8_are_read_as_such() throws IOException {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        try (SamplePdf sample = SamplePdf.withChapters(3).withOutline()) {
            PDOutlineItem first = sample.outline().children().iterator().next();
            first.getCOSObject().setItem(COSName.TITLE, utf8(mark, "UTF‑8 café"));
            sample.pdf.getDocumentInformation().getCOSObject().setItem(COSName.TITLE, utf8(mark, "\u001Bpt\u001BAção"));
            DocumentPlan document = planned(sample);
            assertThat(document.title()).isEqualTo("Ação");
            assertThat(Plans.titles(document.plan())).containsExactly("", "UTF‑8 café", "Chapter 1", "Chapter 2");
        }
    }

    @Test
    void a_title_may_stand_in_the_metadata_alone() throws IOException {
        String xmp = """
                <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">
                <dc:creator><rdf:Seq><rdf:li>Nobody</rdf:li></rdf:Seq></dc:creator>
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Uma tese &amp; mais</rdf:li></rdf:Alt></dc:title>
                </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
                """;
        try (SamplePdf sample = SamplePdf.withChapters(3)) {
            PDMetadata metadata = new PDMetadata(sample.pdf);
            metadata.importXMPMetadata(xmp.getBytes(StandardCharsets.UTF_8));
            sample.pdf.getDocumentCatalog().setMetadata(metadata);
            assertThat(planned(sample).title()).isEqualTo("Uma tese & mais");
        }
    }

    @Test
    void text_that_is_drawn_twice_at_one_place_is_counted_once() throws IOException {
        try (SamplePdf sample = new SamplePdf()) {
            sample.page("Shadow", 5);
            sample.page("Shadow", 5).setContents(twice(sample));
            SectionPlan plan = planned(sample).plan();
            assertThat(plan.words()).isEqualTo(2 * 51);
        }
    }

    @Test
    void leader_dots_are_no_words() throws IOException {
        try (SamplePdf sample = new SamplePdf()) {
            sample.page("Contents . . . . . . . . . . . . . . . . . . . 7", 1);
            assertThat(planned(sample).plan().words()).isEqualTo(2 + 10);
        }
    }

    private static COSString utf8(byte[] mark, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new COSString(ByteBuffer.allocate(mark.length + bytes.length)
                .put(mark)
                .put(bytes)
                .array());
    }

    /** The last page's content, two times. */
    private static List<PDStream> twice(SamplePdf sample) throws IOException {
        PDPage last = sample.pdf.getPage(sample.pdf.getNumberOfPages() - 1);
        byte[] content = last.getContents().readAllBytes();
        List<PDStream> streams = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            streams.add(new PDStream(sample.pdf, new ByteArrayInputStream(content)));
        }
        return streams;
    }

    @Test
    void a_level_with_one_entry_is_left_for_the_one_below() throws IOException {
        try (SamplePdf sample = SamplePdf.withChapters(4)) {
            PDOutlineItem book = sample.entry(sample.outline(), "The book", 0, SamplePdf.TOP);
            for (int i = 1; i < 4; i++) {
                sample.entry(book, "Part " + i, i, SamplePdf.TOP);
            }
            assertThat(Plans.titles(planned(sample).plan()))
                    .containsExactly("", "The book", "Part 1", "Part 2", "Part 3");
        }
    }

    @Test
    void an_entry_that_holds_most_of_the_document_is_divided() throws IOException {
        try (SamplePdf sample = SamplePdf.withChapters(10)) {
            sample.entry(sample.outline(), "Cover", 0, SamplePdf.TOP);
            PDOutlineItem body = sample.entry(sample.outline(), "Body", 1, SamplePdf.TOP);
            for (int i = 1; i < 9; i++) {
                sample.entry(body, "Body " + i, i, SamplePdf.TOP);
            }
            sample.entry(sample.outline(), "End", 9, SamplePdf.TOP);
            assertThat(Plans.titles(planned(sample).plan()))
                    .hasSize(11)
                    .startsWith("", "Cover", "Body 1", "Body 2")
                    .endsWith("Body 8", "End");
        }
    }

    @Test
    void destinations_by_name_and_by_action_are_followed() throws IOException {
        try (SamplePdf sample = SamplePdf.withChapters(3)) {
            PDOutlineItem first = sample.entry(sample.outline(), "By name", 0, SamplePdf.TOP);
            PDOutlineItem second = sample.entry(sample.outline(), "By action", 1, SamplePdf.TOP);
            sample.entry(sample.outline(), "In place", 2, SamplePdf.TOP);
            PDDestinationNameTreeNode tree = new PDDestinationNameTreeNode();
            tree.setNames(Map.of("chapter.1", (PDPageDestination) first.getDestination()));
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(sample.pdf.getDocumentCatalog());
            names.setDests(tree);
            sample.pdf.getDocumentCatalog().setNames(names);
            first.setDestination(new PDNamedDestination("chapter.1"));
            PDActionGoTo action = new PDActionGoTo();
            action.setDestination(second.getDestination());
            second.setAction(action);
            second.getCOSObject().removeItem(COSName.DEST);
            assertThat(Plans.titles(planned(sample).plan())).containsExactly("", "By name", "By action", "In place");
        }
    }

    @Test
    void without_an_outline_large_lines_are_headings() throws IOException {
        try (SamplePdf sample = SamplePdf.withChapters(4)) {
            SectionPlan plan = planned(sample).plan();
            assertThat(Plans.titles(plan)).containsExactly("", "Chapter0", "Chapter1", "Chapter2", "Chapter3");
            assertThat(Plans.words(plan)).containsExactly(0L, 11L, 21L, 31L, 41L);
        }
    }

    @Test
    void without_headings_pages_are_grouped() throws IOException {
        try (SamplePdf sample = new SamplePdf()) {
            for (int i = 0; i < 50; i++) {
                sample.page("Same running head", 3);
            }
            SectionPlan plan = planned(sample).plan();
            assertThat(Plans.titles(plan)).hasSize(18).containsOnly("");
            assertThat(plan.words()).isEqualTo(50 * 33);
        }
    }

    @Test
    void the_spine_holds_header_trailer_and_what_most_sections_need() throws IOException {
        Path file = folder.resolve("classic.pdf");
        try (SamplePdf sample = SamplePdf.withChapters(5).withOutline()) {
            sample.saveClassic(file);
        }
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Section spine = Planner.plan(file, "classic.pdf").plan().sections().getFirst();
        assertThat(holds(spine, 0)).isTrue();
        for (String needle :
                List.of("/Type /Catalog", "/Type /Pages", "\nxref\n", "\ntrailer", "%%EOF", "/Times-Roman")) {
            assertThat(holds(spine, bytes.indexOf(needle))).as(needle).isTrue();
        }
        assertThat(holds(spine, bytes.indexOf("/Type /Page\n"))).isFalse();
    }

    private static boolean holds(Section section, int offset) {
        assertThat(offset).isNotNegative();
        return section.spans().stream().anyMatch(span -> contains(span, offset));
    }

    private static boolean contains(Span span, int offset) {
        return span.offset() <= offset && offset < span.end();
    }

    /** The plan of the document, which is the same for both ways to write it. */
    private DocumentPlan planned(SamplePdf sample) throws IOException {
        Path streams = folder.resolve("streams.pdf");
        Path classic = folder.resolve("classic.pdf");
        sample.save(streams);
        sample.saveClassic(classic);
        DocumentPlan plan = Planner.plan(streams, "sample.pdf");
        DocumentPlan other = Planner.plan(classic, "sample.pdf");
        Plans.assertWhole(plan.plan(), Files.size(streams));
        Plans.assertWhole(other.plan(), Files.size(classic));
        assertThat(Plans.titles(other.plan())).isEqualTo(Plans.titles(plan.plan()));
        assertThat(Plans.words(other.plan())).isEqualTo(Plans.words(plan.plan()));
        return plan;
    }
}
