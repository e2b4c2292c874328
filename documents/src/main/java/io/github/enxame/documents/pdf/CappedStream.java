package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/**
 * A stream that is decoded once for its size, in bounded memory, before anyone gets to hold what it decodes to: a few
 * kilobytes can stand for gigabytes. Image filters are refused, for planning looks at no image.
 */
final class CappedStream extends COSStream {
    private static final Set<COSName> FILTERS = Set.of(
            COSName.FLATE_DECODE,
            COSName.FLATE_DECODE_ABBREVIATION,
            COSName.LZW_DECODE,
            COSName.LZW_DECODE_ABBREVIATION,
            COSName.ASCII_HEX_DECODE,
            COSName.ASCII_HEX_DECODE_ABBREVIATION,
            COSName.ASCII85_DECODE,
            COSName.ASCII85_DECODE_ABBREVIATION,
            COSName.RUN_LENGTH_DECODE,
            COSName.RUN_LENGTH_DECODE_ABBREVIATION,
            COSName.CRYPT);
    /** Structure is parsed into objects that take many times its size, so it may be shorter than other streams. */
    private static final int STRUCTURE_SHARE = 4;

    private static final int MAX_PREDICTOR_ROW_BITS = 1 << 27;

    private final Work work;
    private final Runnable onRefusal;
    private boolean measured;

    /** A stream over bytes of the file; {@code onRefusal} runs when it is not decoded, for PDFBox may keep that quiet. */
    CappedStream(RandomAccessReadView view, Work work, Runnable onRefusal) throws IOException {
        super(null, view);
        this.work = work;
        this.onRefusal = onRefusal;
    }

    @Override
    public RandomAccessRead createView() throws IOException {
        measureOrRefuse();
        return super.createView();
    }

    @Override
    public COSInputStream createInputStream(DecodeOptions options) throws IOException {
        measureOrRefuse();
        return super.createInputStream(options);
    }

    private void measureOrRefuse() throws IOException {
        try {
            measure();
        } catch (IOException e) {
            onRefusal.run();
            throw e;
        }
    }

    private void measure() throws IOException {
        List<COSName> filters = filters();
        if (measured || filters.isEmpty()) {
            return;
        }
        checkParameters();
        int cap = isStructure() ? work.maxStreamBytes() / STRUCTURE_SHARE : work.maxStreamBytes();
        InputStream input = createRawInputStream();
        for (int i = 0; i < filters.size(); i++) {
            boolean last = i == filters.size() - 1;
            CappedOutput output = new CappedOutput(cap, !last);
            FilterFactory.INSTANCE.getFilter(filters.get(i)).decode(input, output, this, i, DecodeOptions.DEFAULT);
            work.decoded(output.count);
            input = new ByteArrayInputStream(output.kept.toByteArray());
        }
        measured = true;
    }

    private boolean isStructure() {
        COSName type = getCOSName(COSName.TYPE);
        return COSName.XREF.equals(type) || COSName.OBJ_STM.equals(type);
    }

    private List<COSName> filters() throws IOException {
        COSBase filters = getFilters();
        Set<COSName> names = new LinkedHashSet<>();
        if (filters instanceof COSName name) {
            names.add(name);
        } else if (filters instanceof COSArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof COSName name) {
                    names.add(name);
                }
            }
        }
        for (COSName name : names) {
            if (!FILTERS.contains(name)) {
                throw new IOException("a stream that is read has the filter " + name.getName());
            }
        }
        return new ArrayList<>(names);
    }

    /** The predictor allocates a row before it reads one. */
    private void checkParameters() throws IOException {
        COSBase parameters = getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
        if (parameters instanceof COSDictionary dictionary) {
            checkPredictor(dictionary);
        } else if (parameters instanceof COSArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.getObject(i) instanceof COSDictionary dictionary) {
                    checkPredictor(dictionary);
                }
            }
        }
    }

    private static void checkPredictor(COSDictionary parameters) throws IOException {
        double bits = (double) parameters.getInt(COSName.COLUMNS, 1)
                * parameters.getInt(COSName.COLORS, 1)
                * parameters.getInt(COSName.BITS_PER_COMPONENT, 8);
        if (bits < 0 || bits > MAX_PREDICTOR_ROW_BITS) {
            throw new IOException("a stream's predictor has rows out of range");
        }
    }

    private static final class CappedOutput extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final int cap;
        private final boolean keeps;
        private long count;

        CappedOutput(int cap, boolean keeps) {
            this.cap = cap;
            this.keeps = keeps;
        }

        @Override
        public void write(int b) throws IOException {
            count(1);
            if (keeps) {
                kept.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
            if (keeps) {
                kept.write(bytes, offset, length);
            }
        }

        private void count(int bytes) throws IOException {
            count += bytes;
            if (count > cap) {
                throw new IOException("a stream decodes to more than " + cap + " bytes");
            }
        }
    }
}
