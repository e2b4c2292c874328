package io.github.enxame.documents.demo;

import io.github.enxame.documents.pdf.QuietFonts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Writes the demonstration's document from its text and the figures computed here. Run its {@link #main} with the path to
 * write to; the file in the tree was made so. The same Java release writes the same bytes each time.
 */
public final class DemoDocument {
    static final String TITLE = "Enxame por dentro";
    private static final String FIRST_CHAPTER = "Apresentação";
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private DemoDocument() {}

    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path file) throws IOException {
        QuietFonts.install();
        try (PDDocument pdf = new PDDocument();
                InputStream ttf = resource(FONT)) {
            describe(pdf);
            PDFont font = PDType0Font.load(pdf, ttf, true);
            try (Pages pages = new Pages(pdf, font, TITLE)) {
                pages.cover(
                        TITLE,
                        "como um documento chega inteiro sem servidor que o guarde",
                        List.of("Documento de demonstração do Enxame", "Licença Apache 2.0", "2026"),
                        FIRST_CHAPTER);
                for (String chapter : text().split("(?m)^(?=# )")) {
                    chapter(chapter, pages);
                }
            }
            pdf.save(file.toFile());
        }
    }

    private static void describe(PDDocument pdf) {
        Calendar date = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        date.setTimeInMillis(0);
        date.set(2026, Calendar.NOVEMBER, 22, 0, 0, 0);
        PDDocumentInformation information = pdf.getDocumentInformation();
        information.setTitle(TITLE);
        information.setAuthor("Enxame");
        information.setCreationDate(date);
        pdf.getDocumentCatalog().setLanguage("pt-BR");
        pdf.setDocumentId(1L);
        COSArray id = new COSArray();
        id.add(new COSString("enxame-por-dentro"));
        id.add(new COSString("enxame-por-dentro"));
        pdf.getDocument().getTrailer().setItem(COSName.ID, id);
    }

    private static void chapter(String chapter, Pages pages) throws IOException {
        if (chapter.isBlank()) {
            return;
        }
        int lineEnd = chapter.indexOf('\n');
        String text = chapter.substring(lineEnd);
        List<String> words = text.lines()
                .filter(line -> !line.startsWith("|") && !line.startsWith("!"))
                .flatMap(line -> Arrays.stream(line.split("[^\\p{L}\\p{N}]+")))
                .filter(word -> !word.isEmpty())
                .toList();
        pages.chapter(chapter.substring(2, lineEnd), Combs.words(words));
        for (String block : text.split("\n\n", -1)) {
            set(block.strip(), pages);
        }
    }

    private static void set(String block, Pages pages) throws IOException {
        if (block.startsWith("## ")) {
            pages.heading(block.substring(3));
        } else if (block.startsWith("! ")) {
            String[] parts = block.substring(2).split(" \\| ", 2);
            pages.figure(figure(parts[0]), parts[1]);
        } else if (block.startsWith("| ")) {
            pages.table(new Table(block.lines()
                    .map(line -> Arrays.stream(
                                    line.substring(1, line.length() - 1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .toList()));
        } else if (block.startsWith("- ")) {
            for (String line : block.lines().toList()) {
                pages.item(line.substring(2));
            }
        } else if (!block.isEmpty()) {
            pages.paragraph(block.replace('\n', ' '));
        }
    }

    private static Figure figure(String name) {
        return switch (name) {
            case "estrela-e-enxame" -> Diagrams.starAndSwarm();
            case "fila" -> Charts.queue();
            case "anatomia" -> Diagrams.anatomy();
            case "conversa" -> Diagrams.conversation();
            case "mapa" -> Diagrams.map();
            case "aneis" -> Diagrams.rings();
            case "parcelas" -> Charts.shares();
            case "tempos" -> Charts.times();
            case "turma" -> Combs.classroom();
            case "favo-1" -> Combs.at(0.045);
            case "favo-2" -> Combs.at(0.120);
            case "favo-3" -> Combs.at(0.240);
            case "favo-4" -> Combs.at(0.690);
            case "favo-5" -> Combs.at(1.000);
            case "favo-6" -> Combs.at(1.250);
            case "arvore" -> Diagrams.tree();
            case "retomada" -> Charts.interruptions();
            default -> Tables.named(name);
        };
    }

    private static String text() throws IOException {
        try (InputStream in = resource("enxame-por-dentro.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(DemoDocument.class.getResourceAsStream(name), name);
    }
}
