package io.github.enxame.documents.pdf;

import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/**
 * What reading one page's content found.
 *
 * @param lines its lines in the order of the content
 * @param used names of the fonts and drawings that the content uses; null if it could not be read to its end, so that
 *     nothing is known not to be used
 */
record PageText(List<TextLine> lines, @Nullable Set<COSName> used) {
    static final PageText UNREAD = new PageText(List.of(), null);

    /** The number of words on the page. */
    int words() {
        return lines.stream().mapToInt(TextLine::words).sum();
    }
}
