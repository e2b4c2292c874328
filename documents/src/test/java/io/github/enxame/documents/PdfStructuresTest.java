package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bytes a section of a PDF gets, for each way to lay out a file. */
class PdfStructuresTest {
    private static final String OUTLINE = "/Outlines 5 0 R";

    @TempDir
    private Path folder;

    @Test
    void a_section_holds_its_pages_and_their_contents() throws IOException {
        RawPdf raw = outlined(new RawPdf().frame(3, OUTLINE))
                .pages(3, "one two three")
                .end("");
        SectionPlan plan = planned(raw);
        assertThat(Plans.titles(plan)).containsExactly("", "A", "B", "C");
        assertThat(Plans.words(plan)).containsExactly(0L, 3L, 3L, 3L);
        for (int i = 0; i < 3; i++) {
            assertThat(owner(plan, raw.offset(10 + 2 * i))).isEqualTo(i + 1);
            assertThat(owner(plan, raw.offset(11 + 2 * i))).isEqualTo(i + 1);
        }
        assertThat(owner(plan, raw.offset(1))).isZero();
        assertThat(owner(plan, raw.offset(3))).as("the font that all use").isZero();
        assertThat(owner(plan, raw.offset(5))).as("the outline").isZero();
    }

    @Test
    void what_two_of_many_sections_need_goes_to_the_earlier() throws IOException {
        RawPdf raw = new RawPdf().frame(5, OUTLINE);
        entries(raw, "A", "B", "C", "D", "E");
        raw.pages(3, "one");
        shared(raw, 16);
        shared(raw, 18);
        raw.stream(30, "/Type /XObject /Subtype /Image /Width 1 /Height 1", new byte[5000]);
        SectionPlan plan = planned(raw.end(""));
        assertThat(Plans.titles(plan)).hasSize(6);
        assertThat(owner(plan, raw.offset(30))).isEqualTo(4);
        assertThat(owner(plan, raw.offset(18))).isEqualTo(5);
    }

    @Test
    void a_resource_that_no_content_uses_is_not_a_sections_own() throws IOException {
        RawPdf raw = new RawPdf().frame(5, OUTLINE);
        entries(raw, "A", "B", "C", "D", "E");
        raw.pages(4, "one");
        raw.object(
                18,
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 19 0 R"
                        + " /Resources << /Font << /F1 3 0 R >> /XObject << /Used 30 0 R /Unused 31 0 R >> >> >>");
        raw.stream(19, "", RawPdf.bytes("/Used Do"));
        raw.stream(30, "/Type /XObject /Subtype /Image /Width 1 /Height 1", new byte[5000]);
        raw.stream(31, "/Type /XObject /Subtype /Image /Width 1 /Height 1", new byte[5000]);
        SectionPlan plan = planned(raw.end(""));
        assertThat(owner(plan, raw.offset(30))).isEqualTo(5);
        assertThat(owner(plan, raw.offset(31))).isZero();
    }

    @Test
    void an_incremental_update_leaves_its_cross_reference_to_the_spine() throws IOException {
        RawPdf raw = outlined(new RawPdf().frame(3, OUTLINE)).pages(3, "one two three");
        int first = raw.size();
        raw.end("");
        raw.stream(13, "", RawPdf.bytes("BT /F1 12 Tf 70 700 Td (one two three four) Tj ET"));
        int second = raw.size();
        raw.end("/Prev " + first);
        SectionPlan plan = planned(raw);
        assertThat(Plans.words(plan)).containsExactly(0L, 3L, 4L, 3L);
        assertThat(owner(plan, first)).isZero();
        assertThat(owner(plan, second)).isZero();
        assertThat(owner(plan, raw.offset(13))).isEqualTo(2);
    }

    @Test
    void a_hybrid_file_keeps_page_objects_in_an_object_stream() throws IOException {
        RawPdf raw = outlined(new RawPdf().frame(3, OUTLINE));
        raw.stream(11, "", RawPdf.bytes("BT /F1 12 Tf 70 700 Td (one two three) Tj ET"));
        raw.stream(13, "", RawPdf.bytes("BT /F1 12 Tf 70 700 Td (one two) Tj ET"));
        raw.stream(15, "", RawPdf.bytes("BT /F1 12 Tf 70 700 Td (one) Tj ET"));
        StringBuilder header = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (int page = 10; page <= 14; page += 2) {
            header.append(page).append(' ').append(body.length()).append(' ');
            body.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ")
                    .append(page + 1)
                    .append(" 0 R /Resources << /Font << /F1 3 0 R >> >> >> ");
        }
        byte[] packed = RawPdf.deflated(RawPdf.bytes(header.toString() + body));
        raw.stream(20, "/Type /ObjStm /N 3 /First " + header.length() + " /Filter /FlateDecode", packed);
        ByteBuffer rows = ByteBuffer.allocate(4 * 6);
        rows.put((byte) 2).putInt(20).put((byte) 0);
        rows.put((byte) 2).putInt(20).put((byte) 1);
        rows.put((byte) 2).putInt(20).put((byte) 2);
        rows.put((byte) 1).putInt(raw.offset(20)).put((byte) 0);
        int stream = raw.size();
        raw.stream(21, "/Type /XRef /Size 22 /W [1 4 1] /Index [10 1 12 1 14 1 20 1]", rows.array());
        int table = raw.size();
        raw.table()
                .text("trailer\n<< /Size 22 /Root 1 0 R /XRefStm " + stream + " >>\nstartxref\n" + table + "\n%%EOF\n");
        SectionPlan plan = planned(raw);
        assertThat(Plans.words(plan)).containsExactly(0L, 3L, 2L, 1L);
        assertThat(owner(plan, raw.offset(20)))
                .as("the object stream that all need")
                .isZero();
        assertThat(owner(plan, stream)).isZero();
        assertThat(owner(plan, table)).isZero();
        assertThat(owner(plan, raw.offset(13))).isEqualTo(2);
    }

    @Test
    void many_scattered_objects_are_thinned_to_the_size_that_a_plan_may_have() throws IOException {
        RawPdf raw = new RawPdf().frame(3000, "");
        for (int i = 0; i < 1500; i++) {
            interleaved(raw, i);
            interleaved(raw, 1500 + i);
        }
        SectionPlan plan = planned(raw.end(""));
        assertThat(plan.sections()).hasSize(25);
        assertThat(plan.words()).isEqualTo(3000);
    }

    private static void interleaved(RawPdf raw, int i) {
        int page = 10 + 2 * i;
        raw.object(
                page,
                "<< /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents " + (page + 1)
                        + " 0 R >>");
        raw.stream(page + 1, "", RawPdf.bytes("BT /F1 12 Tf 70 700 Td (one) Tj ET"));
    }

    private static void shared(RawPdf raw, int page) {
        raw.object(
                page,
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " + (page + 1)
                        + " 0 R /Resources << /XObject << /Im 30 0 R >> >> >>");
        raw.stream(page + 1, "", RawPdf.bytes("/Im Do"));
    }

    private static RawPdf outlined(RawPdf raw) {
        entries(raw, "A", "B", "C");
        return raw;
    }

    /** Outline entries as objects 50, 51…, one a page. */
    private static void entries(RawPdf raw, String... titles) {
        raw.object(5, "<< /First 50 0 R /Last " + (49 + titles.length) + " 0 R >>");
        for (int i = 0; i < titles.length; i++) {
            String next = i + 1 < titles.length ? "/Next " + (51 + i) + " 0 R" : "";
            raw.object(
                    50 + i,
                    "<< /Title (" + titles[i] + ") /Parent 5 0 R /Dest [" + (10 + 2 * i) + " 0 R /Fit] " + next
                            + " >>");
        }
    }

    private SectionPlan planned(RawPdf raw) throws IOException {
        Path file = folder.resolve("raw.pdf");
        raw.save(file);
        DocumentPlan document = Planner.plan(file, "raw.pdf");
        assertThat(document.fallbackReason()).isEmpty();
        Plans.assertWhole(document.plan(), Files.size(file));
        return document.plan();
    }

    private static int owner(SectionPlan plan, int offset) {
        for (int i = 0; i < plan.sections().size(); i++) {
            Section section = plan.sections().get(i);
            if (section.spans().stream().anyMatch(span -> span.offset() <= offset && offset < span.end())) {
                return i;
            }
        }
        throw new AssertionError("byte " + offset + " belongs to no section");
    }
}
