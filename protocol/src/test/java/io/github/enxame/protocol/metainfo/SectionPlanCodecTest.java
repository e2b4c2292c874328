package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionPlanCodecTest {
    /** The example of docs/section-plan.md. */
    private static final SectionPlan EXAMPLE = new SectionPlan(
            List.of(
                    new Section("", 0, List.of(new Span(0, 15), new Span(900, 100))),
                    new Section("Introdução", 300, List.of(new Span(15, 485))),
                    new Section("Fim", 64, List.of(new Span(500, 400)))),
            true);

    private static final String EXAMPLE_HEX = "01 01 03" + "00 00" + "0c 496e74726f6475c3a7c3a36f ac02" + "03 46696d 40"
            + "00 0f" + "02 e503" + "02 9003" + "03 64";

    @Test
    void theDocumentedExampleIsTrue() {
        byte[] documented = HexFormat.of().parseHex(EXAMPLE_HEX.replace(" ", ""));

        assertThat(SectionPlanCodec.encode(EXAMPLE, 1000)).isEqualTo(documented);
        assertThat(SectionPlanCodec.decode(documented, 1000)).contains(EXAMPLE);
    }

    @Test
    void whatIsEncodedIsDecodedAgain() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Generated generated = generate(random, 1 + random.nextInt(200), 1 + random.nextInt(1000));
            byte[] encoded = SectionPlanCodec.encode(generated.plan, generated.length);
            assertThat(SectionPlanCodec.decode(encoded, generated.length))
                    .as("seed %d", seed)
                    .contains(generated.plan);
            assertThat(SectionPlanCodec.decode(encoded, generated.length + 1))
                    .as("seed %d, a longer file", seed)
                    .isEmpty();
            assertThat(SectionPlanCodec.decode(encoded, generated.length - 1))
                    .as("seed %d, a shorter file", seed)
                    .isEmpty();
        }
    }

    @Test
    void aSpanCostsAtMostFourBytes() {
        Generated generated = generate(new Random(11), 400, 20_000);
        int spans = generated.plan.sections().stream()
                .mapToInt(section -> section.spans().size())
                .sum();
        int titles = generated.plan.sections().stream()
                .mapToInt(section -> section.title().length() * 3 + 4)
                .sum();

        assertThat(SectionPlanCodec.encode(generated.plan, generated.length).length - titles)
                .isLessThanOrEqualTo(4 * spans);
    }

    @Test
    void everyTruncationIsNoPlan() {
        byte[] encoded = SectionPlanCodec.encode(EXAMPLE, 1000);
        for (int length = 0; length < encoded.length; length++) {
            assertThat(SectionPlanCodec.decode(Arrays.copyOf(encoded, length), 1000))
                    .as("first %d bytes", length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02 00 01 00 00 00 64", // another version
                "01 02 01 00 00 00 64", // an unknown flag
                "01 00 00", // no section
                "01 00 81 40 00 00", // 8,193 sections
                "01 00 01 00 00", // no bytes
                "01 00 01 00 00 00 63", // one byte too few
                "01 00 01 00 00 00 65", // one too many
                "01 00 01 00 00 00 00 00 64", // an empty run
                "01 00 01 00 00 00 32 00 32", // two runs that are one
                "01 00 02 00 00 00 00 00 64", // a section without bytes
                "01 00 01 00 00 02 64", // a section that is not there
                "01 00 01 00 00 01 64", // one before the first
                "01 00 01 00 00 00 e4 00", // a number longer than need be
                "01 00 01 00 00 00 ff ff ff ff ff ff ff ff ff 7f", // one beyond 64 bits
                "01 00 01 01 ff 00 00 64", // a title that is no UTF-8
                "01 00 01 7f 41 00 00 64", // a title beyond the end
                "01 00 01 00 ff ff ff ff ff ff 7f 00 64" // more words than any file has
            })
    void whatIsMalformedIsNoPlan(String hex) {
        assertThat(SectionPlanCodec.decode(HexFormat.of().parseHex(hex.replace(" ", "")), 100))
                .isEmpty();
    }

    @Test
    void damagedBytesAreAPlanOfTheWholeFileOrNone() {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            Generated generated = generate(random, 10, 40);
            byte[] damaged = SectionPlanCodec.encode(generated.plan, generated.length);
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Optional<SectionPlan> plan = SectionPlanCodec.decode(damaged, generated.length);
            plan.ifPresent(read -> assertThat(
                            read.sections().stream().mapToLong(Section::bytes).sum())
                    .isEqualTo(generated.length));
        }
    }

    @Test
    void moreThanTheLimitIsNoPlan() {
        assertThat(SectionPlanCodec.decode(new byte[SectionPlanCodec.MAX_BYTES + 1], 100))
                .isEmpty();
    }

    @Test
    void sectionsThatLeaveOutOrShareAByteAreRefused() {
        SectionPlan gap = plan(new Span(0, 10), new Span(11, 89));
        SectionPlan overlap = plan(new Span(0, 10), new Span(9, 91));

        assertThatThrownBy(() -> SectionPlanCodec.encode(gap, 100))
                .hasMessageContaining("byte 10 of the file belongs to no");
        assertThatThrownBy(() -> SectionPlanCodec.encode(overlap, 100)).hasMessageContaining("to two sections");
        assertThatThrownBy(() -> SectionPlanCodec.encode(EXAMPLE, 1001)).hasMessageContaining("end at 1000");
    }

    @Test
    void titlesAreFitToBeShown() {
        SectionPlan hostile =
                new SectionPlan(List.of(new Section("\u001b[2JA\n\tB\u202E", 1, List.of(new Span(0, 100)))), false);

        byte[] encoded = SectionPlanCodec.encode(hostile, 100);

        assertThat(SectionPlanCodec.decode(encoded, 100)
                        .orElseThrow()
                        .sections()
                        .getFirst()
                        .title())
                .isEqualTo("[2JA B");
    }

    private static SectionPlan plan(Span first, Span second) {
        return new SectionPlan(
                List.of(new Section("a", 1, List.of(first)), new Section("b", 1, List.of(second))), false);
    }

    private record Generated(SectionPlan plan, long length) {}

    /** A plan like a PDF's: many short runs, mostly of neighbouring sections. */
    private static Generated generate(Random random, int sections, int runs) {
        List<List<Span>> spans = new ArrayList<>();
        for (int i = 0; i < sections; i++) {
            spans.add(new ArrayList<>());
        }
        long offset = 0;
        int section = -1;
        for (int i = 0; i < sections + runs && (sections > 1 || i == 0); i++) {
            int next = i < sections ? i : Math.floorMod(section + random.nextInt(40) - 20, sections);
            if (next == section) {
                continue;
            }
            section = next;
            long length = 1L + random.nextInt(random.nextBoolean() ? 100 : 16_000);
            spans.get(section).add(new Span(offset, length));
            offset += length;
        }
        List<Section> list = new ArrayList<>();
        for (List<Span> each : spans) {
            list.add(new Section("Seção " + random.nextInt(1000), random.nextInt(5000), each));
        }
        return new Generated(new SectionPlan(list, random.nextBoolean()), offset);
    }
}
