package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    private static final String HOSTILE =
            "a\u001b]0;owned\u0007\u001b[2J\u202eb\u2066c\u2069\r\nfake\u009b31m\u200fd\u0085e\u2028f\ud800";
    private static final String CLEANED = "a]0;owned[2Jbc fake31mde f";

    @Test
    void nothing_that_steers_a_terminal_or_turns_text_around_stays() {
        assertThat(SafeText.clean(HOSTILE)).isEqualTo(CLEANED);
        for (int c = 0; c < 0x11_0000; c++) {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.SURROGATE
                    || c >= 0x202a && c <= 0x202e
                    || c >= 0x2066 && c <= 0x2069) {
                assertThat(SafeText.clean("x" + Character.toString(c) + "y")).isIn("xy", "x y");
            }
        }
    }

    @Test
    void joiners_that_scripts_and_emoji_need_stay() {
        assertThat(SafeText.clean("می\u200cخواهم.txt")).isEqualTo("می\u200cخواهم.txt");
        assertThat(SafeText.clean("👨\u200d👩\u200d👧 album")).isEqualTo("👨\u200d👩\u200d👧 album");
    }

    @Test
    void a_limit_never_leaves_half_a_character() {
        assertThat(SafeText.clean("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(SafeText.clean("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
    }

    @Test
    void a_tracker_reply_and_a_client_name_follow_the_rule() throws Exception {
        byte[] failure = Bencode.encode(BDictionary.builder()
                .put("failure reason", HOSTILE.replace("\ud800", ""))
                .build());
        assertThat(((AnnounceReply.Failure) AnnounceReply.decode(failure)).reason())
                .isEqualTo(CLEANED);
        byte[] handshake = Bencode.encode(
                BDictionary.builder().put("v", HOSTILE.replace("\ud800", "")).build());
        assertThat(ExtendedHandshake.decode(ByteBuffer.wrap(handshake)).client())
                .contains(CLEANED);
    }
}
