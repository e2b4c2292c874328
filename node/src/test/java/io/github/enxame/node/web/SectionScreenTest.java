package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.enxame.node.daemon.Holding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections of a document beside its honeycomb, in a browser. */
class SectionScreenTest {
    private static final Path PICTURES = Path.of("target", "screens");

    @TempDir
    private static @Nullable Path folder;

    private static @Nullable Scene scene;
    private static @Nullable Chromium chromium;
    private static @Nullable TestNode node;

    @BeforeAll
    static void start() throws Exception {
        Scene opened = new Scene(Objects.requireNonNull(folder));
        scene = opened;
        chromium = opened.chromium();
        node = opened.node("node");
    }

    @AfterAll
    static void stop() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    /** More cells than 500 are drawn on a canvas, where only a picture shows what fades. */
    @ParameterizedTest
    @CsvSource({
        "pt-BR, 390, LIGHT, 4000",
        "pt-BR, 1280, DARK, 4000",
        "en, 390, DARK, 4000",
        "en, 1280, LIGHT, 4000",
        "en, 1280, DARK, 120000"
    })
    void a_chosen_section_shows_its_cells(String language, int width, ColorScheme theme, int lines) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int chapter = 1; chapter <= 6; chapter++) {
            text.append("# Capítulo ").append(chapter).append("\n\n");
            for (int line = 0; line < lines; line++) {
                text.append("Uma linha do capítulo ")
                        .append(chapter)
                        .append(" com palavras: ")
                        .append(line)
                        .append(".\n");
            }
        }
        Path file = Files.writeString(
                Objects.requireNonNull(folder).resolve("curso-" + language + width + lines + ".md"), text);
        Holding shared = Objects.requireNonNull(node).daemon().share(file);
        Page page = Objects.requireNonNull(chromium)
                .read(Objects.requireNonNull(node).url() + "/#/download/" + shared.key(), language, width);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        Locator chapter = page.locator("button.section-title").nth(2);
        chapter.click();
        assertThat(chapter).hasAttribute("aria-pressed", "true");
        picture(page, language + "-" + width + "-" + theme + "-" + lines);
        Locator faded = page.locator(".comb-picture .faded");
        if (page.locator("canvas.comb-picture").count() == 0) {
            int cells = page.locator(".comb-picture .cell").count();
            assertThat(faded.count()).isBetween(cells / 2, cells - 1);
        }
        chapter.click();
        page.mouse().move(0, 0);
        assertThat(faded).hasCount(0);
        assertThat(Objects.requireNonNull(chromium).complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void a_folder_is_not_offered_as_one_file() throws Exception {
        Path course = Files.createDirectory(Objects.requireNonNull(folder).resolve("course"));
        Files.writeString(course.resolve("one.txt"), "one ".repeat(9_000));
        Files.writeString(course.resolve("two.txt"), "two ".repeat(9_000));
        Holding shared = Objects.requireNonNull(node).daemon().share(course);
        Page page = Objects.requireNonNull(chromium)
                .read(Objects.requireNonNull(node).url() + "/#/download/" + shared.key(), "en", 390);
        assertThat(page.getByText(course.toString())).isVisible();
        assertThat(page.locator("a[href*='/file']")).hasCount(2);
        for (Locator link : page.locator("a[href*='/file']").all()) {
            assertThat(link).isHidden();
        }
        page.context().close();
    }

    private static void picture(Page page, String name) {
        Path file = PICTURES.resolve("section-" + name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
}
