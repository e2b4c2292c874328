package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Titles;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSString;
import org.jspecify.annotations.Nullable;

/** Reads text strings: PDFDocEncoding, UTF-16 and, since PDF 2.0, UTF-8, which PDFBox does not know (ISO 32000-2, 7.9.2.2). */
final class TextStrings {
    /** Tells the language of what follows, between two escape characters. */
    private static final Pattern LANGUAGE = Pattern.compile("\u001B[^\u001B]{0,16}\u001B");

    private TextStrings() {}

    /** A string as a title, clean; empty for anything else. */
    static String title(@Nullable COSBase value) {
        return value instanceof COSString string
                ? Titles.clean(LANGUAGE.matcher(text(string)).replaceAll(""))
                : "";
    }

    private static String text(COSString string) {
        byte[] bytes = string.getBytes();
        boolean utf8 =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return utf8 ? new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8) : string.getString();
    }
}
