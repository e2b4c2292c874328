package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
    private static Optional<ByteRange> wanted(String range) {
        return ByteRange.wanted(HttpFields.build().add("Range", range), 1000, "\"tag\"");
    }

    @Test
    void first_to_last_both_included() {
        assertThat(wanted("bytes=0-99")).contains(new ByteRange(0, 100));
        assertThat(wanted("bytes=999-999")).contains(new ByteRange(999, 1000));
    }

    @Test
    void an_open_end_and_one_beyond_the_file_mean_the_end() {
        assertThat(wanted("bytes=900-")).contains(new ByteRange(900, 1000));
        assertThat(wanted("bytes=900-5000")).contains(new ByteRange(900, 1000));
    }

    @Test
    void a_suffix_counts_from_the_end() {
        assertThat(wanted("bytes=-10")).contains(new ByteRange(990, 1000));
        assertThat(wanted("bytes=-5000")).contains(new ByteRange(0, 1000));
    }

    @Test
    void what_lies_beyond_the_file_is_empty() {
        assertThat(wanted("bytes=1000-").orElseThrow().isEmpty()).isTrue();
        assertThat(wanted("bytes=-0").orElseThrow().isEmpty()).isTrue();
    }

    @Test
    void what_makes_no_sense_means_the_whole_file() {
        assertThat(wanted("bytes=9-1")).isEmpty();
        assertThat(wanted("bytes=-")).isEmpty();
        assertThat(wanted("bytes=0-1,5-6")).isEmpty();
        assertThat(wanted("pages=1-2")).isEmpty();
        assertThat(wanted("bytes=99999999999999999999-")).isEmpty();
    }

    @Test
    void a_range_of_another_version_means_the_whole_file() {
        HttpFields headers = HttpFields.build().add("Range", "bytes=0-1").add("If-Range", "\"other\"");
        assertThat(ByteRange.wanted(headers, 1000, "\"tag\"")).isEmpty();
    }
}
