package io.github.enxame.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.node.problem.ProblemException;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateScheduleTest {
    private static final RateLimits USUAL = new RateLimits(7, 9);

    /** In the week from Monday, 23 November 2026: {@code day} 1 is that Monday. */
    private static RateLimits at(String rules, int day, String time) throws ProblemException {
        LocalDateTime now = LocalDateTime.parse("2026-11-" + (22 + day) + "T" + time);
        return RateSchedule.parse(rules).at(now, USUAL);
    }

    @Test
    void aRuleHoldsOnItsDaysFromItsFirstMinuteUntilBeforeItsLast() throws ProblemException {
        String office = "08:00-18:00 mon-fri: 1 MB/s up";
        RateLimits limited = new RateLimits(1_000_000, 9);
        assertThat(at(office, 1, "07:59:59")).isEqualTo(USUAL);
        assertThat(at(office, 1, "08:00:00")).isEqualTo(limited);
        assertThat(at(office, 5, "17:59:59")).isEqualTo(limited);
        assertThat(at(office, 5, "18:00:00")).isEqualTo(USUAL);
        assertThat(at(office, 6, "12:00:00")).isEqualTo(USUAL);
    }

    @Test
    void theFirstRuleThatFitsCountsAndOneOverMidnightBelongsToItsFirstDay() throws ProblemException {
        String rules = "22:00-06:00 fri,sat: 0 up, 0 down; 00:00-24:00: 500 kB/s up, 2M down;";
        assertThat(at(rules, 5, "23:00:00")).isEqualTo(RateLimits.NONE);
        assertThat(at(rules, 6, "05:59:00")).isEqualTo(RateLimits.NONE);
        assertThat(at(rules, 7, "05:59:00")).isEqualTo(RateLimits.NONE);
        assertThat(at(rules, 7, "06:00:00")).isEqualTo(new RateLimits(500_000, 2_000_000));
        assertThat(at(rules, 5, "05:59:00")).isEqualTo(new RateLimits(500_000, 2_000_000));
    }

    @Test
    void daysMayGoOverTheWeekend() throws ProblemException {
        String rules = "00:00-24:00 SAT-MON,WED: 3 down";
        RateLimits limited = new RateLimits(7, 3);
        for (int day = 1; day <= 7; day++) {
            assertThat(at(rules, day, "12:00:00"))
                    .as("day %d", day)
                    .isEqualTo(List.of(1, 3, 6, 7).contains(day) ? limited : USUAL);
        }
        assertThat(at("", 1, "12:00:00")).isEqualTo(USUAL);
    }

    @Test
    void whatIsNoRuleIsQuoted() {
        for (String wrong : List.of(
                "at night: 1 up",
                "08:00-18:00",
                "08:00-18:00: fast up",
                "08:00-18:00: 1 MB/s",
                "25:00-26:00: 1 up",
                "08:60-09:00: 1 up",
                "08:00-18:00 mon-xyz: 1 up",
                "08:00-18:00 mon-tue-wed: 1 up",
                "08:00-18:00: 1 up; 3")) {
            assertThatThrownBy(() -> RateSchedule.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("is not understood");
        }
        assertThatThrownBy(() -> RateSchedule.parse(" ".repeat(2_000))).isInstanceOf(ProblemException.class);
    }
}
