package io.github.enxame.documents.text;

import io.github.enxame.documents.layout.Draft;
import io.github.enxame.documents.layout.Titles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Plans Markdown by its headings: the highest level that has at least three with those above it, and one deeper inside a
 * section that holds more than half of the text. Without headings it is planned as plain text.
 */
public final class MarkdownPlanner {
    private static final int LOWEST_LEVEL = 6;
    private static final int ENOUGH = 3;
    private static final int MAX_OPEN_BLOCKS = 100;
    private static final int MAX_TITLE_SOURCE = 1000;
    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A---[ \\t]*\\R(?s:.{0,20000}?)^(---|\\.\\.\\.)[ \\t]*$\\R?", Pattern.MULTILINE);
    private static final Pattern FRONT_TITLE =
            Pattern.compile("^title:[ \\t]*[\"']?(.{1,300}?)[\"']?[ \\t]*$", Pattern.MULTILINE);

    private final int maxSections;

    /** Plans Markdown into at most {@code maxSections} sections. */
    public MarkdownPlanner(int maxSections) {
        this.maxSections = maxSections;
    }

    /** Plans a Markdown file; empty if the bytes, at least one, are not text. */
    public Optional<Draft> plan(byte[] bytes) {
        Optional<TextFile> decoded = TextFile.decode(bytes);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        TextFile file = decoded.get();
        Matcher front = FRONT_MATTER.matcher(file.text());
        int body = front.find() ? front.end() : 0;
        List<Mark> headings = headings(file.text(), body);
        if (headings.isEmpty()) {
            return new TextPlanner(maxSections).plan(bytes);
        }
        List<TextMark> marks = chosen(headings, file.text().length()).stream()
                .map(heading -> new TextMark(heading.index, heading.title))
                .toList();
        String title = title(file.text().substring(0, body), headings);
        return Optional.of(
                new Draft(TextSections.plan(file, marks, maxSections, bytes.length), title, Optional.empty()));
    }

    /** Inline markup matters in headings only, so it is parsed only there. */
    private static List<Mark> headings(String text, int body) {
        Parser blocks = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(MAX_OPEN_BLOCKS)
                .inlineParserFactory(context -> (lines, node) -> {})
                .build();
        Parser inline = Parser.builder().build();
        List<Mark> marks = new ArrayList<>();
        Node document = blocks.parse(text.substring(body));
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && !heading.getSourceSpans().isEmpty()) {
                SourceSpan first = heading.getSourceSpans().getFirst();
                SourceSpan last = heading.getSourceSpans().getLast();
                int start = body + first.getInputIndex();
                int end = Math.min(body + last.getInputIndex() + last.getLength(), start + MAX_TITLE_SOURCE);
                String title = Titles.clean(InlineText.of(inline.parse(text.substring(start, end))));
                marks.add(new Mark(start, heading.getLevel(), title));
            }
        }
        return marks;
    }

    private static List<Mark> chosen(List<Mark> headings, int length) {
        int deepest = 1;
        while (deepest < LOWEST_LEVEL && upTo(headings, deepest).size() < ENOUGH) {
            deepest++;
        }
        List<Mark> chosen = upTo(headings, deepest);
        for (int i = 0; i < chosen.size(); i++) {
            int start = chosen.get(i).index;
            int end = i + 1 < chosen.size() ? chosen.get(i + 1).index : length;
            if (2L * (end - start) > length && deepest < LOWEST_LEVEL) {
                List<Mark> refined = new ArrayList<>(chosen);
                int level = deepest + 1;
                refined.addAll(
                        i + 1,
                        upTo(headings, level).stream()
                                .filter(mark -> mark.index > start && mark.index < end)
                                .toList());
                return refined;
            }
        }
        return chosen;
    }

    private static List<Mark> upTo(List<Mark> headings, int level) {
        return headings.stream().filter(mark -> mark.level <= level).toList();
    }

    private static String title(String front, List<Mark> headings) {
        Matcher title = FRONT_TITLE.matcher(front);
        if (title.find()) {
            return Titles.clean(title.group(1));
        }
        List<Mark> top = upTo(headings, 1);
        return top.size() == 1 ? top.getFirst().title : "";
    }

    private record Mark(int index, int level, String title) {}
}
