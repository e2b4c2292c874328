package io.github.enxame.documents.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'  one  two\tthree ', 3",
        "'Contents . . . . . . . . 7', 2",
        "'a – b — c … • *', 3",
        "'R$ 5,00 = 100 %', 3",
        "'não-é l’eau https://example.org/a?b', 3",
        "'今天天气很好', 3",
        "'中文学习资料 and English', 5",
        "'東京都に行きました。', 6",
        "'오늘은 날씨가 좋아요', 3",
        "'ภาษาไทยง่าย', 3",
        "'กขค\u200Bงจฉ', 2",
        "'👍 ok', 1",
    })
    void counts_what_readers_call_words(String text, int words) {
        assertThat(Words.count(text)).isEqualTo(words);
    }
}
