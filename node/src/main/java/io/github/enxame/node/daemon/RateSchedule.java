package io.github.enxame.node.daemon;

import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.node.problem.ProblemException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When rates are limited otherwise than usual: rules as {@code 08:00-18:00 mon-fri: 1 MB/s up, 500 kB/s down}, separated by
 * semicolons. The first one that fits the time of day and the day of the week counts; a direction that it does not name
 * stays as usual. Without days a rule is for every day; one that goes over midnight belongs to the day on which it begins.
 *
 * @param text the rules as written
 */
public record RateSchedule(String text, List<Rule> rules) {
    /** No rules: always as usual. */
    public static final RateSchedule NONE = new RateSchedule("", List.of());

    private static final int MOST_CHARACTERS = 1_000;
    private static final int DAY_MINUTES = 24 * 60;
    private static final Pattern RULE = Pattern.compile(
            "([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})(?: +([a-z]{3}(?:[-,][a-z]{3})*))? *: *([^:]+)");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,12}) *([km]?)(?:b/s)? +(up|down)");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /**
     * One rule.
     *
     * @param fromMinute of the day, inclusive
     * @param toMinute of the day, exclusive; not after {@code fromMinute} where it goes over midnight
     * @param days on which it begins
     * @param up bytes a second, 0 for no limit; empty for as usual
     * @param down the same
     */
    public record Rule(int fromMinute, int toMinute, Set<DayOfWeek> days, OptionalLong up, OptionalLong down) {
        boolean fits(LocalDateTime now) {
            int minute = now.getHour() * 60 + now.getMinute();
            if (fromMinute < toMinute) {
                return minute >= fromMinute && minute < toMinute && days.contains(now.getDayOfWeek());
            }
            return (minute >= fromMinute && days.contains(now.getDayOfWeek()))
                    || (minute < toMinute && days.contains(now.getDayOfWeek().minus(1)));
        }
    }

    public RateSchedule {
        rules = List.copyOf(rules);
    }

    /**
     * Reads rules.
     *
     * @throws ProblemException when they are none; the message quotes what is not understood
     */
    public static RateSchedule parse(String text) throws ProblemException {
        if (text.length() > MOST_CHARACTERS) {
            throw new ProblemException("bad_request", "A schedule has at most " + MOST_CHARACTERS + " characters.");
        }
        List<Rule> rules = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (!part.isBlank()) {
                rules.add(rule(part.strip()));
            }
        }
        return new RateSchedule(text.strip(), rules);
    }

    private static Rule rule(String text) throws ProblemException {
        Matcher rule = RULE.matcher(text.toLowerCase(Locale.ROOT));
        if (!rule.matches()) {
            throw unclear(text);
        }
        OptionalLong up = OptionalLong.empty();
        OptionalLong down = OptionalLong.empty();
        for (String part : rule.group(6).split(",", -1)) {
            Matcher rate = RATE.matcher(part.strip());
            if (!rate.matches()) {
                throw unclear(text);
            }
            OptionalLong bytes = OptionalLong.of(bytes(rate));
            if (rate.group(3).equals("up")) {
                up = bytes;
            } else {
                down = bytes;
            }
        }
        return new Rule(
                minute(text, rule.group(1), rule.group(2)),
                minute(text, rule.group(3), rule.group(4)),
                days(text, rule.group(5)),
                up,
                down);
    }

    private static long bytes(Matcher rate) {
        long unit =
                switch (rate.group(2)) {
                    case "k" -> 1_000;
                    case "m" -> 1_000_000;
                    default -> 1;
                };
        return Long.parseLong(rate.group(1)) * unit;
    }

    private static int minute(String rule, String hours, String minutes) throws ProblemException {
        int minute = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        if (Integer.parseInt(minutes) >= 60 || minute > DAY_MINUTES) {
            throw unclear(rule);
        }
        return minute;
    }

    private static Set<DayOfWeek> days(String rule, @org.jspecify.annotations.Nullable String text)
            throws ProblemException {
        if (text == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (first < 0 || last < 0 || ends.length > 2) {
                throw unclear(rule);
            }
            for (int day = first; day != last; day = (day + 1) % DAYS.size()) {
                days.add(DayOfWeek.of(day + 1));
            }
            days.add(DayOfWeek.of(last + 1));
        }
        return days;
    }

    private static ProblemException unclear(String rule) {
        return new ProblemException(
                "bad_request",
                "The rule '" + rule
                        + "' is not understood. Write it as in 08:00-18:00 mon-fri: 1 MB/s up, 500 kB/s down.",
                "rule",
                rule);
    }

    /** What holds at this time of day, where {@code usual} does without a rule. */
    public RateLimits at(LocalDateTime now, RateLimits usual) {
        return rules.stream()
                .filter(rule -> rule.fits(now))
                .findFirst()
                .map(rule -> new RateLimits(
                        rule.up().orElse(usual.upBytesPerSecond()), rule.down().orElse(usual.downBytesPerSecond())))
                .orElse(usual);
    }
}
