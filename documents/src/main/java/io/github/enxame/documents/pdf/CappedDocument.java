package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.ICOSParser;

/** A document whose streams never decode to more than they may. */
final class CappedDocument extends COSDocument {
    private final ICOSParser parser;
    private final Work work;
    private final List<COSDictionary> crossReferences = new ArrayList<>();
    private int refusals;

    CappedDocument(ICOSParser parser, Work work) {
        super(null, parser);
        this.parser = parser;
        this.work = work;
    }

    @Override
    public COSStream createCOSStream(COSDictionary dictionary, long start, long length) throws IOException {
        CappedStream stream =
                new CappedStream(parser.createRandomAccessReadView(start, length), work, () -> refusals++);
        dictionary.forEach(stream::setItem);
        stream.setKey(dictionary.getKey());
        if (COSName.XREF.equals(dictionary.getCOSName(COSName.TYPE))) {
            crossReferences.add(stream);
        }
        return stream;
    }

    /** The dictionaries of the cross-reference streams read so far. */
    List<COSDictionary> crossReferences() {
        return crossReferences;
    }

    /** How many times a stream was not decoded. */
    int refusals() {
        return refusals;
    }
}
