package io.github.enxame.documents.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for every font that a document does not carry with the one font that PDFBox carries. The usual mapper would
 * search this machine's fonts: the words counted, and with them the info-hash, would depend on what is installed, and a
 * cache of what it found would be written to the home folder.
 */
public final class QuietFonts implements FontMapper {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** Held here so that their level is not forgotten. */
    private static final Logger[] LOGGERS = {
        Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox")
    };

    private @Nullable TrueTypeFont font;

    private QuietFonts() {}

    /** Makes PDFBox, in this whole JVM, use these fonts and keep its warnings about odd documents to itself. */
    public static void install() {
        Installation.once();
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String baseFont, PDFontDescriptor descriptor) {
        return new FontMapping<>(font(), true);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String baseFont, PDFontDescriptor descriptor) {
        return new FontMapping<>(font(), true);
    }

    @Override
    @SuppressWarnings("NullAway") // PDFBox takes null for "no OpenType font"
    public CIDFontMapping getCIDFont(String baseFont, PDFontDescriptor descriptor, PDCIDSystemInfo info) {
        return new CIDFontMapping(null, font(), true);
    }

    private synchronized TrueTypeFont font() {
        if (font == null) {
            try (InputStream stream = FontMapper.class.getResourceAsStream(FONT)) {
                if (stream == null) {
                    throw new IOException("PDFBox's own font is missing from its jar: " + FONT);
                }
                font = new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(stream));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return font;
    }

    private static final class Installation {
        static {
            for (Logger logger : LOGGERS) {
                logger.setLevel(Level.OFF);
            }
            FontMappers.set(new QuietFonts());
        }

        static void once() {}
    }
}
