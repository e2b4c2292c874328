package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PDFs that are broken, locked or made to hurt: each gets a plan, in bounded time and memory, or a reason why not. */
@Timeout(120)
class HostilePdfTest {
    private static final PlannerLimits LIMITS = PlannerLimits.standard();

    @TempDir
    private Path folder;

    @Test
    void an_encrypted_pdf_is_divided_by_size() throws IOException {
        DocumentPlan plan = planned(encrypted("owner", "user"));
        assertThat(plan.fallbackReason()).contains("the PDF is encrypted and needs a password");
        assertThat(plan.kind()).isEqualTo(DocumentKind.PDF);
        assertThat(plan.plan().spine()).isFalse();
        assertThat(plan.plan().words()).isZero();
    }

    @Test
    void a_pdf_that_is_encrypted_but_opens_without_a_password_is_planned() throws IOException {
        DocumentPlan plan = planned(encrypted("owner", ""));
        assertThat(plan.fallbackReason()).isEmpty();
        assertThat(Plans.words(plan.plan())).containsExactly(0L, 11L, 21L, 31L);
    }

    @Test
    void every_truncation_gets_a_plan() throws IOException {
        byte[] whole = sample();
        for (int length = 1; length < whole.length; length += 97) {
            planned(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void a_broken_cross_reference_is_rebuilt() throws IOException {
        byte[] whole = sampleClassic();
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int start = text.lastIndexOf("startxref\n") + 10;
        byte[] wrong = RawPdf.bytes(text.substring(0, start) + "99" + text.substring(start + 2));
        DocumentPlan plan = planned(wrong);
        assertThat(plan.fallbackReason()).isEmpty();
        assertThat(Plans.words(plan.plan())).containsExactly(0L, 11L, 21L, 31L);
    }

    @Test
    void random_damage_never_fails() throws IOException {
        byte[][] originals = {sample(), sampleClassic()};
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = originals[(int) (seed % 2)].clone();
            int wounds = 1 + random.nextInt(30);
            for (int i = 0; i < wounds; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                planned(damaged);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void an_outline_that_turns_in_circles_ends() throws IOException {
        RawPdf raw = new RawPdf().frame(3, "/Outlines 5 0 R").pages(3, "one two");
        raw.object(5, "<< /First 6 0 R >>");
        raw.object(6, "<< /Title (A) /Dest [10 0 R /Fit] /First 7 0 R /Next 7 0 R >>");
        raw.object(7, "<< /Title (B) /Dest [12 0 R /Fit] /First 6 0 R /Next 6 0 R >>");
        DocumentPlan plan = planned(raw.end("").toBytes());
        assertThat(plan.plan().words()).isEqualTo(6);
    }

    @Test
    void a_page_tree_of_great_depth_is_walked_without_recursion() throws IOException {
        RawPdf raw = new RawPdf();
        raw.object(1, "<< /Type /Catalog /Pages 100 0 R >>");
        raw.object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
        int depth = 20_000;
        for (int i = 0; i < depth; i++) {
            raw.object(
                    100 + i, "<< /Type /Pages /Count 1 /Kids [" + (101 + i) + " 0 R] /Parent " + (99 + i) + " 0 R >>");
        }
        raw.object(
                100 + depth,
                "<< /Type /Page /Contents 4 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >> /Parent "
                        + (99 + depth) + " 0 R >>");
        raw.stream(4, "", RawPdf.bytes("BT /F1 12 Tf 0 0 Td (deep down) Tj ET"));
        DocumentPlan plan = planned(raw.end("").toBytes());
        assertThat(plan.fallbackReason()).isEmpty();
        assertThat(plan.plan().words()).isEqualTo(2);
    }

    @Test
    void a_page_tree_that_turns_in_circles_ends() throws IOException {
        RawPdf raw = new RawPdf();
        raw.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
        raw.object(2, "<< /Type /Pages /Count 2 /Kids [2 0 R 4 0 R 10 0 R] >>");
        raw.object(4, "<< /Type /Pages /Count 2 /Kids [2 0 R 4 0 R] >>");
        raw.object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")
                .pages(1, "one two");
        assertThat(planned(raw.end("").toBytes()).plan().words()).isEqualTo(2);
    }

    @Test
    void a_page_tree_that_is_wider_than_allowed_falls_back() throws IOException {
        RawPdf raw = new RawPdf().frame(1, "").pages(1, "one");
        raw.object(2, "<< /Type /Pages /Count 9 /Kids [" + "10 0 R ".repeat(LIMITS.maxPages() + 1) + "] >>");
        assertThat(planned(raw.end("").toBytes()).fallbackReason())
                .contains("the PDF is divided by size because it has more than 10000 pages");
    }

    @Test
    void a_stream_that_decodes_to_gigabytes_is_not_decoded() throws IOException {
        byte[] bomb = RawPdf.deflated(RawPdf.deflated(new byte[1 << 28]));
        RawPdf raw = new RawPdf().frame(2, "").pages(1, "one two");
        raw.object(12, "<< /Type /Page /MediaBox [0 0 9 9] /Contents 13 0 R >>");
        raw.stream(13, "/Filter [/FlateDecode /Fl]", bomb);
        DocumentPlan plan = planned(raw.end("").toBytes());
        assertThat(plan.plan().words()).isEqualTo(2);
        assertThat(plan.fallbackReason()).contains("1 of the PDF's pages could not be read whole");
    }

    @Test
    void a_form_that_draws_itself_many_times_over_runs_out_of_steps_or_of_time()
            throws IOException, InterruptedException {
        RawPdf raw = new RawPdf().frame(1, "").pages(0, "");
        raw.object(
                10, "<< /Type /Page /MediaBox [0 0 9 9] /Contents 11 0 R /Resources << /XObject << /X 30 0 R >> >> >>");
        raw.stream(11, "", RawPdf.bytes("/X Do"));
        for (int i = 0; i < 30; i++) {
            raw.stream(
                    30 + i,
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X " + (31 + i)
                            + " 0 R >> >>",
                    RawPdf.bytes("/X Do ".repeat(10)));
        }
        raw.stream(60, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]", RawPdf.bytes("n"));
        raw.end("");
        DocumentPlan plan = planned(raw.toBytes(), limits(500_000, 200_000, 60));
        assertThat(plan.fallbackReason())
                .contains("the PDF's words are not counted because it takes more than 200000 steps");
        assertThat(plan.plan().spine())
                .as("its sections are known all the same")
                .isTrue();
    }

    @Test
    void more_objects_than_allowed_are_refused_before_they_are_parsed() throws IOException {
        RawPdf raw = new RawPdf().frame(1, "").pages(1, "one");
        for (int i = 100; i < 1200; i++) {
            raw.object(i, "null");
        }
        assertThat(planned(raw.end("").toBytes(), limits(1000, 1_000_000, 60)).fallbackReason())
                .contains("the PDF is divided by size because it has more than 1000 objects");
    }

    @Test
    void a_pdf_larger_than_allowed_is_divided_by_size() throws IOException {
        PlannerLimits small = new PlannerLimits(1000, 1, 100, 10, 1 << 20, 1 << 20, 1 << 20, 1000, 10, 60);
        assertThat(planned(sample(), small).fallbackReason())
                .contains("the PDF is divided by size because it is larger than 1000 bytes");
    }

    @Test
    void a_text_about_pdf_is_a_text() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.writeString(file, "A PDF starts with %PDF-1.7 and ends with %%EOF.");
        assertThat(Planner.plan(file, "notes.txt").kind()).isEqualTo(DocumentKind.TEXT);
    }

    @Test
    void a_file_that_only_claims_to_be_a_pdf_is_divided_by_size() throws IOException {
        byte[] claim = new byte[100_000];
        System.arraycopy(RawPdf.bytes("%PDF-1.7\n"), 0, claim, 0, 9);
        DocumentPlan plan = planned(claim);
        assertThat(plan.fallbackReason())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("the PDF is broken"));
        assertThat(plan.plan().sections()).hasSize(7);
    }

    @Test
    void noise_that_is_named_as_a_pdf_is_divided_by_size_and_the_reason_is_said() throws IOException {
        byte[] noise = new byte[100_000];
        new SplittableRandom(1).nextBytes(noise);
        Path file = folder.resolve("noise");
        Files.write(file, noise);
        assertThat(Planner.plan(file, "noise.PDF").fallbackReason())
                .contains("the file is no PDF, whatever its name says");
        assertThat(Planner.plan(file, "noise.bin").fallbackReason()).isEmpty();
    }

    private static PlannerLimits limits(int objects, long steps, int seconds) {
        return new PlannerLimits(
                LIMITS.maxPdfBytes(),
                LIMITS.maxTextBytes(),
                objects,
                LIMITS.maxPages(),
                LIMITS.maxReadBytes(),
                LIMITS.maxStreamBytes(),
                LIMITS.maxDecodedBytes(),
                steps,
                LIMITS.maxSections(),
                seconds);
    }

    private DocumentPlan planned(byte[] bytes) throws IOException {
        return planned(bytes, LIMITS);
    }

    private DocumentPlan planned(byte[] bytes, PlannerLimits limits) throws IOException {
        Path file = folder.resolve("hostile.pdf");
        Files.write(file, bytes);
        DocumentPlan plan = Planner.plan(file, "hostile.pdf", limits);
        Plans.assertWhole(plan.plan(), bytes.length);
        return plan;
    }

    private byte[] sample() throws IOException {
        Path file = folder.resolve("sample.pdf");
        try (SamplePdf sample = SamplePdf.withChapters(3).withOutline()) {
            sample.save(file);
        }
        return Files.readAllBytes(file);
    }

    private byte[] sampleClassic() throws IOException {
        Path file = folder.resolve("sample.pdf");
        try (SamplePdf sample = SamplePdf.withChapters(3).withOutline()) {
            sample.saveClassic(file);
        }
        return Files.readAllBytes(file);
    }

    private byte[] encrypted(String owner, String user) throws IOException {
        Path file = folder.resolve("sample.pdf");
        try (SamplePdf sample = SamplePdf.withChapters(3).withOutline()) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy(owner, user, new AccessPermission());
            policy.setEncryptionKeyLength(256);
            sample.pdf.protect(policy);
            sample.saveClassic(file);
        }
        return Files.readAllBytes(file);
    }
}
