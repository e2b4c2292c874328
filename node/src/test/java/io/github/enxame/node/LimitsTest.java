package io.github.enxame.node;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/limits.md against the constants it names, and the constants against docs/limits.md. */
class LimitsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String PACKAGE = "io.github.enxame.";
    private static final Pattern ROW = Pattern.compile("\\| (.+) \\| (.+) \\| (.+) \\| `([\\w.]+)` \\|");
    private static final Pattern VALUE = Pattern.compile("\\D*?([\\d,]+(?:\\.\\d+)?)(?: (\\w+))?.*");
    private static final Pattern CONSTANT =
            Pattern.compile("static final (?:int|long|double|Duration)\\s+(MAX_\\w+)\\s*=");

    /** Nanoseconds of a unit of time, or bytes of a unit of size. */
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("B", 1.0),
            Map.entry("KiB", 1024.0),
            Map.entry("MiB", 1024.0 * 1024),
            Map.entry("GiB", 1024.0 * 1024 * 1024),
            Map.entry("TiB", 1024.0 * 1024 * 1024 * 1024),
            Map.entry("ms", 1e6),
            Map.entry("s", 1e9),
            Map.entry("min", 60e9),
            Map.entry("h", 3600e9),
            Map.entry("d", 24 * 3600e9));

    /** Nanoseconds of one step of a constant whose name ends so. */
    private static final Map<String, Double> TIMES =
            Map.of("_NANOS", 1.0, "_MILLIS", 1e6, "_SECONDS", 1e9, "_MINUTES", 60e9);

    /** Constants that only the user or this program can reach. */
    private static final Set<String> OUR_OWN = Set.of(
            "protocol.metainfo.MetainfoBuilder.MAX_CHOSEN_PIECE_LENGTH", "documents.layout.SizePlan.MAX_SECTIONS");

    private record Limit(String what, String value, String constant) {}

    @Test
    void everyLimitThatIsWrittenDownIsTheOneInTheCode() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Limit limit : written()) {
            difference(limit).ifPresent(wrong::add);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyLimitOfTheCodeIsWrittenDownOnce() throws IOException {
        List<String> named = written().stream().map(Limit::constant).toList();
        assertThat(named).doesNotHaveDuplicates().doesNotContainAnyElementsOf(OUR_OWN);
        Set<String> missing = constants();
        assertThat(missing).as("constants that only we reach").containsAll(OUR_OWN);
        missing.removeAll(OUR_OWN);
        named.stream().map(LimitsTest::ofFile).forEach(missing::remove);
        assertThat(missing).as("constants without a row in docs/limits.md").isEmpty();
    }

    /** A constant of a nested type as the file's own, since sources are searched file by file. */
    private static String ofFile(String constant) {
        return constant.replaceFirst("(\\.[A-Z]\\w*)(?:\\.[A-Z]\\w*)+(\\.[A-Z_0-9]+)$", "$1$2");
    }

    private static List<Limit> written() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/limits.md"));
        List<Limit> limits = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("| ") && !line.startsWith("| limit |") && !line.startsWith("| ---")) {
                Matcher row = ROW.matcher(line);
                assertThat(row.matches()).as(line).isTrue();
                limits.add(new Limit(row.group(1), row.group(2), row.group(4)));
            }
        }
        assertThat(limits).isNotEmpty();
        return limits;
    }

    private static Optional<String> difference(Limit limit) {
        Matcher value = VALUE.matcher(limit.value());
        if (!value.matches()) {
            return Optional.of(limit + ": the value is no number with a unit");
        }
        double written = Double.parseDouble(value.group(1).replace(",", ""));
        // Other words say what is counted.
        written *= UNITS.getOrDefault(String.valueOf(value.group(2)), 1.0);
        try {
            double real = valueOf(limit.constant());
            return Math.abs(real - written) <= Math.abs(real) * 1e-9
                    ? Optional.empty()
                    : Optional.of(limit + ": the constant is " + real);
        } catch (ReflectiveOperationException e) {
            return Optional.of(limit + ": " + e);
        }
    }

    /** A constant's value; times in nanoseconds. */
    private static double valueOf(String constant) throws ReflectiveOperationException {
        String[] parts = constant.split("\\.");
        StringBuilder name = new StringBuilder(PACKAGE);
        for (int i = 0; i < parts.length - 1; i++) {
            boolean nested = i > 0 && Character.isUpperCase(parts[i - 1].charAt(0));
            name.append(i == 0 ? "" : nested ? "$" : ".").append(parts[i]);
        }
        String field = parts[parts.length - 1];
        Field declared = Class.forName(name.toString(), false, LimitsTest.class.getClassLoader())
                .getDeclaredField(field);
        declared.setAccessible(true);
        Object value = declared.get(null);
        if (value instanceof Duration duration) {
            return duration.toNanos();
        }
        double step = TIMES.entrySet().stream()
                .filter(time -> field.endsWith(time.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElse(1);
        return ((Number) value).doubleValue() * step;
    }

    /** The constants {@code MAX_…} of what ships, as docs/limits.md names them. */
    private static Set<String> constants() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : List.of("protocol", "engine", "documents", "tracker", "node")) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).collect(toCollection(TreeSet::new))) {
                    found.addAll(constantsOf(sources.resolve("io/github/enxame").relativize(file)));
                }
            }
        }
        return found;
    }

    private static Set<String> constantsOf(Path file) throws IOException {
        Path source = ROOT.resolve(file.getName(0))
                .resolve("src/main/java/io/github/enxame")
                .resolve(file);
        String type = file.toString().replaceFirst("\\.java$", "").replace('/', '.');
        Set<String> found = new TreeSet<>();
        Matcher constant = CONSTANT.matcher(Files.readString(source));
        while (constant.find()) {
            found.add(type + "." + constant.group(1));
        }
        return found;
    }
}
