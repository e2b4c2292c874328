package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class InfoHashTest {
    @Test
    void hexOfEitherCaseNamesTheSameInfoHash() {
        InfoHash hash = InfoHash.parse("C0FDA1EDAFDBDBB96443424E0B3899AF7159D10E");

        assertThat(hash).isEqualTo(InfoHash.v1(hash.bytes()));
        assertThat(hash.hex()).isEqualTo("c0fda1edafdbdbb96443424e0b3899af7159d10e");
        assertThat(hash.isV2()).isFalse();
        assertThat(hash.truncated()).isEqualTo(hash);
    }

    @Test
    void whatIsNoInfoHashIsRefused() {
        for (String text : List.of("", "c0", "z".repeat(40), "a".repeat(41), "a".repeat(39) + "/")) {
            assertThatThrownBy(() -> InfoHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> InfoHash.v1(new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InfoHash.v2(new byte[20])).isInstanceOf(IllegalArgumentException.class);
    }
}
