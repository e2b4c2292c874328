package io.github.enxame.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes PDFs object by object, so that they can be as odd as a test needs. */
final class RawPdf {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TreeMap<Integer, Integer> offsets = new TreeMap<>();

    RawPdf() {
        text("%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n");
    }

    RawPdf text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    RawPdf object(int number, String body) {
        offsets.put(number, out.size());
        return text(number + " 0 obj\n" + body + "\nendobj\n");
    }

    RawPdf stream(int number, String entries, byte[] data) {
        offsets.put(number, out.size());
        text(number + " 0 obj\n<< " + entries + " /Length " + data.length + " >>\nstream\n");
        out.writeBytes(data);
        return text("\nendstream\nendobj\n");
    }

    /** Pages 10, 12, 14… with contents 11, 13, 15…, each with the same words, in the font of object 3. */
    RawPdf pages(int count, String words) {
        for (int i = 0; i < count; i++) {
            int page = 10 + 2 * i;
            object(
                    page,
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents "
                            + (page + 1) + " 0 R >>");
            stream(page + 1, "", bytes("BT /F1 12 Tf 70 700 Td (" + words + ") Tj ET"));
        }
        return this;
    }

    /** Catalogue, page tree and font, as {@link #pages} needs them. */
    RawPdf frame(int pages, String catalogEntries) {
        List<String> kids = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            kids.add(10 + 2 * i + " 0 R");
        }
        object(1, "<< /Type /Catalog /Pages 2 0 R " + catalogEntries + " >>");
        object(2, "<< /Type /Pages /Count " + pages + " /Kids [" + String.join(" ", kids) + "] >>");
        return object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
    }

    int offset(int number) {
        return offsets.getOrDefault(number, -1);
    }

    int size() {
        return out.size();
    }

    /** Ends the file with a classic table of the objects so far. */
    RawPdf end(String trailerEntries) {
        int start = out.size();
        table();
        text("trailer\n<< /Size " + (offsets.lastKey() + 1) + " /Root 1 0 R " + trailerEntries + " >>\n");
        return text("startxref\n" + start + "\n%%EOF\n");
    }

    /** A classic table of the objects so far. */
    RawPdf table() {
        text("xref\n0 1\n0000000000 65535 f \n");
        offsets.forEach((number, offset) -> text(number + " 1\n" + "%010d".formatted(offset) + " 00000 n \n"));
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    void save(Path file) throws IOException {
        Files.write(file, toBytes());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] deflated(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9))) {
            deflater.write(data);
        }
        return out.toByteArray();
    }
}
