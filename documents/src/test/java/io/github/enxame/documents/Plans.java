package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.metainfo.SectionPlanCodec;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
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
        byte[] encoded = SectionPlanCodec.encode(plan, length);
        assertThat(encoded.length).as("plan size").isLessThan((int) Math.max(2048, length / 100));
        assertThat(SectionPlanCodec.decode(encoded, length))
                .as("plan read back")
                .contains(plan);
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
}
