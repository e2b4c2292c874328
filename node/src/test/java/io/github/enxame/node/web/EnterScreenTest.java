package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.enxame.node.rest.AccessControl;
import io.github.enxame.node.rest.WithoutOwners;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a browser gets in where the system does not tell whose it is. */
class EnterScreenTest {
    @TempDir
    private static @Nullable Path folder;

    private static @Nullable Scene scene;

    @BeforeAll
    static void start() throws Exception {
        scene = new Scene(Objects.requireNonNull(folder));
    }

    @AfterAll
    static void stop() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pt-BR, 390, LIGHT, É você?, já foi usado",
        "pt-BR, 1280, DARK, É você?, já foi usado",
        "en, 390, DARK, Is it you?, used already",
        "en, 1280, LIGHT, Is it you?, used already"
    })
    void a_link_lets_in_who_was_shut_out(String language, int width, ColorScheme theme, String asked, String used)
            throws Exception {
        Scene here = Objects.requireNonNull(scene);
        AccessControl access = WithoutOwners.access();
        try (TestNode node = here.node("node-" + language + width, access)) {
            Page page = here.chromium().read(node.url(), language, width);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            assertThat(page.locator("h1")).hasText(asked);
            assertThat(page.locator("code")).hasText("./enxame open");
            assertThat(page.evaluate(
                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screens", "enter-" + language + "-" + width + ".png"))
                    .setFullPage(true));

            String link = access.linkIfNeeded(node.url()).orElseThrow();
            page.navigate(link);
            assertThat(page.locator(".hero h1")).isVisible();
            assertThat(page).hasURL(Pattern.compile(".*/#/$"));
            page.reload();
            assertThat(page.locator(".hero h1")).isVisible();

            Page other = here.chromium().read(link, language, width);
            assertThat(other.locator("[role=alert]")).containsText(used);
        }
    }
}
