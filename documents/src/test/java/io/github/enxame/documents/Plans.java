package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.documents.layout.PlanBudget;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What every plan must keep, whatever the document. */
final class Plans {
    private Plans() {}

    static void assertWhole(SectionPlan plan, long length) {
        List<Span> spans = new ArrayList<>();
        plan.sections().forEach(section -> spans.addAll(section.spans()));
        spans.sort(Comparator.comparingLong(Span::offset));
        long end = 0;
        for (Span span : spans) {
            assertThat(span.offset()).as("every byte in exactly one section").isEqualTo(end);
            end = span.end();
        }
        assertThat(end).as("the last byte").isEqualTo(length);
        assertThat(atMostBytes(plan)).as("plan size").isLessThanOrEqualTo(PlanBudget.maxBytes(length));
    }

    static List<String> titles(SectionPlan plan) {
        return plan.sections().stream().map(Section::title).toList();
    }

    static List<Long> words(SectionPlan plan) {
        return plan.sections().stream().map(Section::words).toList();
    }

    /** Everything in a plan as text, for comparing plans made by different machines. */
    static String text(DocumentPlan document) {
        return document.title() + "\n" + document.kind() + "\n" + document.fallbackReason() + "\n" + document.plan();
    }

    /** The plan's size if every number took seven bits a byte. */
    private static long atMostBytes(SectionPlan plan) {
        long bytes = 0;
        for (Section section : plan.sections()) {
            bytes += 2 + section.title().getBytes(StandardCharsets.UTF_8).length + digits(section.words());
            long end = 0;
            for (Span span : section.spans()) {
                bytes += digits(span.offset() - end) + digits(span.length());
                end = span.end();
            }
        }
        return bytes;
    }

    private static int digits(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }
}
