package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The section plan as bytes, as docs/section-plan.md describes them. Since every byte of a file belongs to one section, a plan
 * is written as the runs of the file from its start to its end, each by its section and its length: about three bytes a
 * span. One plan has one encoding.
 */
public final class SectionPlanCodec {
    /** The key of the info dictionary at which the encoded plan stands. */
    public static final String KEY = "enxame.plan";

    /** Longest encoded plan, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int VERSION = 1;
    private static final int SPINE = 1;
    private static final int MAX_TITLE_BYTES = 4 * Section.MAX_TITLE_LENGTH;

    /** Most words of a section, so that no sum over a plan overflows. */
    private static final long MAX_WORDS = 1L << 48;

    private record Run(long offset, long length, int section) {}

    private SectionPlanCodec() {}

    /**
     * The bytes of {@code plan}. Titles lose what does not belong in a line of text: control characters, direction marks.
     *
     * @param fileLength bytes of the file
     * @throws IllegalArgumentException if a byte of the file belongs to no section or to two, or the result is too long
     */
    public static byte[] encode(SectionPlan plan, long fileLength) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        out.write(plan.spine() ? SPINE : 0);
        Varint.write(out, plan.sections().size());
        for (Section section : plan.sections()) {
            byte[] title =
                    SafeText.clean(section.title(), Section.MAX_TITLE_LENGTH).getBytes(StandardCharsets.UTF_8);
            Varint.write(out, title.length);
            out.writeBytes(title);
            Varint.write(out, Math.min(section.words(), MAX_WORDS));
        }
        int previous = 0;
        for (Run run : runs(plan, fileLength)) {
            Varint.writeSigned(out, run.section() - previous);
            Varint.write(out, run.length());
            previous = run.section();
        }
        if (out.size() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a plan of " + out.size() + " bytes; at most " + MAX_BYTES + " are read");
        }
        return out.toByteArray();
    }

    /**
     * The plan that {@code bytes} hold; empty if they are malformed, too long, or do not fit a file of {@code fileLength}
     * bytes: a torrent is no worse for a plan that cannot be read.
     */
    public static Optional<SectionPlan> decode(byte[] bytes, long fileLength) {
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(ByteBuffer.wrap(bytes), fileLength));
        } catch (Varint.MalformedException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static List<Run> runs(SectionPlan plan, long fileLength) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < plan.sections().size(); i++) {
            for (Span span : plan.sections().get(i).spans()) {
                runs.add(new Run(span.offset(), span.length(), i));
            }
        }
        runs.sort(Comparator.comparingLong(Run::offset));
        long end = 0;
        for (Run run : runs) {
            if (run.offset() != end) {
                throw new IllegalArgumentException("byte " + Math.min(end, run.offset()) + " of the file belongs to "
                        + (run.offset() > end ? "no section" : "two sections"));
            }
            end = run.offset() + run.length();
        }
        if (end != fileLength) {
            throw new IllegalArgumentException("the sections end at " + end + " and the file at " + fileLength);
        }
        return runs;
    }

    private static SectionPlan read(ByteBuffer in, long fileLength)
            throws Varint.MalformedException, CharacterCodingException {
        long version = Varint.read(in, Byte.MAX_VALUE);
        long flags = Varint.read(in, SPINE);
        if (version != VERSION) {
            throw new Varint.MalformedException();
        }
        int count = (int) Varint.read(in, SectionPlan.MAX_SECTIONS);
        List<String> titles = new ArrayList<>();
        List<Long> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            titles.add(readTitle(in));
            words.add(Varint.read(in, MAX_WORDS));
        }
        List<List<Span>> spans = readRuns(in, count, fileLength);
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (spans.get(i).isEmpty()) {
                throw new Varint.MalformedException();
            }
            sections.add(new Section(titles.get(i), words.get(i), spans.get(i)));
        }
        if (sections.isEmpty()) {
            throw new Varint.MalformedException();
        }
        return new SectionPlan(sections, flags == SPINE);
    }

    private static String readTitle(ByteBuffer in) throws Varint.MalformedException, CharacterCodingException {
        int length = (int) Varint.read(in, Math.min(MAX_TITLE_BYTES, in.remaining()));
        if (length > in.remaining()) {
            throw new Varint.MalformedException();
        }
        ByteBuffer text = in.slice(in.position(), length);
        in.position(in.position() + length);
        return SafeText.clean(StandardCharsets.UTF_8.newDecoder().decode(text).toString(), Section.MAX_TITLE_LENGTH);
    }

    private static List<List<Span>> readRuns(ByteBuffer in, int sections, long fileLength)
            throws Varint.MalformedException {
        List<List<Span>> spans = new ArrayList<>();
        for (int i = 0; i < sections; i++) {
            spans.add(new ArrayList<>());
        }
        long offset = 0;
        int section = 0;
        while (in.hasRemaining()) {
            long step = Varint.readSigned(in, SectionPlan.MAX_SECTIONS);
            section = Math.toIntExact(section + step);
            long length = Varint.read(in, fileLength - offset);
            boolean repeated = offset > 0 && step == 0;
            if (section < 0 || section >= sections || length == 0 || repeated) {
                throw new Varint.MalformedException();
            }
            spans.get(section).add(new Span(offset, length));
            offset += length;
        }
        if (offset != fileLength) {
            throw new Varint.MalformedException();
        }
        return spans;
    }
}
