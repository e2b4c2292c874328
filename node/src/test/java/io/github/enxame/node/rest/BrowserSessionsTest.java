package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserSessionsTest {
    private static final OptionalLong ANNA = OptionalLong.of(1000);
    private static final OptionalLong BERT = OptionalLong.of(1001);
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    private BrowserSessions open() throws Exception {
        InstantSource clock = () -> now;
        return BrowserSessions.open(folder.resolve("browser.key"), clock);
    }

    @Test
    void a_code_lets_one_browser_in_and_is_then_used_up() throws Exception {
        BrowserSessions sessions = open();
        String code = sessions.newCode();
        String cookie = sessions.exchange(code, UNKNOWN).orElseThrow();
        assertThat(sessions.accepts(cookie, UNKNOWN)).isTrue();
        assertThat(sessions.exchange(code, UNKNOWN)).isEmpty();
        assertThat(sessions.exchange("", UNKNOWN)).isEmpty();
    }

    @Test
    void a_code_is_good_for_an_hour_and_the_newest_ones_only() throws Exception {
        BrowserSessions sessions = open();
        String old = sessions.newCode();
        now = now.plus(BrowserSessions.CODE_TIMEOUT).plusSeconds(1);
        assertThat(sessions.exchange(old, UNKNOWN)).isEmpty();

        String first = sessions.newCode();
        for (int i = 0; i < BrowserSessions.MAX_CODES; i++) {
            sessions.newCode();
        }
        assertThat(sessions.exchange(first, UNKNOWN)).isEmpty();
    }

    @Test
    void a_browser_stays_let_in_after_a_restart_until_its_time_is_over() throws Exception {
        BrowserSessions before = open();
        String cookie = before.exchange(before.newCode(), UNKNOWN).orElseThrow();
        assertThat(open().accepts(cookie, UNKNOWN)).isTrue();
        now = now.plus(BrowserSessions.SESSION_TIMEOUT).plus(Duration.ofSeconds(1));
        assertThat(open().accepts(cookie, UNKNOWN)).isFalse();
    }

    @Test
    void all_browsers_can_be_shut_out() throws Exception {
        BrowserSessions sessions = open();
        String code = sessions.newCode();
        String cookie = sessions.exchange(sessions.newCode(), UNKNOWN).orElseThrow();
        sessions.forgetAll();
        assertThat(sessions.accepts(cookie, UNKNOWN)).isFalse();
        assertThat(sessions.exchange(code, UNKNOWN)).isEmpty();
        assertThat(open().accepts(cookie, UNKNOWN)).isFalse();
    }

    @Test
    void a_cookie_that_another_user_got_hold_of_is_of_no_use_to_him() throws Exception {
        BrowserSessions sessions = open();
        String cookie = sessions.exchange(sessions.newCode(), ANNA).orElseThrow();
        assertThat(sessions.accepts(cookie, ANNA)).isTrue();
        assertThat(sessions.accepts(cookie, UNKNOWN)).isTrue();
        assertThat(sessions.accepts(cookie, BERT)).isFalse();
    }

    @Test
    void a_cookie_cannot_be_made_up() throws Exception {
        BrowserSessions sessions = open();
        String cookie = sessions.exchange(sessions.newCode(), ANNA).orElseThrow();
        assertThat(sessions.accepts(cookie.replace(".1000.", ".1001."), BERT)).isFalse();
        assertThat(sessions.accepts("9" + cookie, ANNA)).isFalse();
        for (String made : new String[] {"", ".", "...", "1.any.x.", "a.b.c.d", cookie + "0", cookie + ".x"}) {
            assertThat(sessions.accepts(made, UNKNOWN)).as(made).isFalse();
        }
    }

    @Test
    void the_key_is_the_users_alone_and_a_broken_one_is_replaced() throws Exception {
        open();
        Path key = folder.resolve("browser.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Files.write(key, new byte[3]);
        BrowserSessions sessions = open();
        assertThat(sessions.accepts(
                        sessions.exchange(sessions.newCode(), UNKNOWN).orElseThrow(), UNKNOWN))
                .isTrue();
        assertThat(Files.size(key)).isEqualTo(32);
    }
}
