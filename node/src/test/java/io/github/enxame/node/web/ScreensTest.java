package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.enxame.node.rest.AccessControl;
import io.github.enxame.node.rest.WebServer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four screens in a browser, served under the daemon's own policy, while its API answers nothing. */
class ScreensTest {
    private static final List<String> SCREENS = List.of("", "download", "upload", "about");
    private static final String CONTROLS_TOO_SMALL = """
            () => [...document.querySelectorAll('a, button, input, summary')]
                .filter(element => element.checkVisibility() && !element.closest('.unseen') && !element.matches('.skip, .unseen'))
                .filter(element => element.getBoundingClientRect().height < 43.5 || element.getBoundingClientRect().width < 43.5)
                .map(element => element.outerHTML)""";
    private static final String TOO_WIDE =
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private static @Nullable Chromium chromium;
    private static @Nullable WebServer server;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        server = WebServer.open(0, new Handler.Sequence(), AccessControl.temporary());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"pt-BR, 390", "pt-BR, 1280", "en, 390", "en, 1280"})
    void every_screen_fits_and_has_one_heading_and_large_enough_controls(String language, int width) {
        for (String screen : SCREENS) {
            Page page = open("/#/" + screen, language, width);

            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(page.locator("h1")).hasCount(1);
            assertThat(page.getByRole(AriaRole.NAVIGATION)).isVisible();
            assertThat(page.evaluate(TOO_WIDE)).as(screen + " is too wide").isEqualTo(0);
            assertThat((List<?>) page.evaluate(CONTROLS_TOO_SMALL)).as(screen).isEmpty();
            page.context().close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void the_language_and_the_theme_are_chosen_and_remembered(int width) {
        Page page = open("/#/about", "pt-BR", width);
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Um enxame que enche um favo");

        page.locator("#language").click();
        page.locator("#theme").click();
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("A swarm that fills a comb");

        page.reload();
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("A swarm that fills a comb");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.context().close();
    }

    @Test
    void the_keyboard_reaches_every_screen() {
        Page page = open("/", "en", 1280);
        for (Map.Entry<String, String> screen : Map.of(
                        "Download", "Download", "Upload", "Upload", "About", "A swarm that fills a comb")
                .entrySet()) {
            Locator link = page.getByRole(
                    AriaRole.LINK,
                    new Page.GetByRoleOptions().setName(screen.getKey()).setExact(true));
            link.focus();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText(screen.getValue());
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).isFocused();
            assertThat(link).hasAttribute("aria-current", "page");
        }
        page.context().close();
    }

    @Test
    void a_name_with_markup_in_the_address_stays_text() {
        Page page = open("/#/download?q=%3Cimg+src%3Dx+onerror%3Ddocument.title%3D1%3E", "en", 390);

        assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("<img src=x onerror=document.title=1>");
        assertThat(page.locator("main img")).hasCount(0);
        page.context().close();
    }

    @Test
    void without_an_answer_from_the_api_the_page_says_so_and_offers_to_try_again() {
        Page page = open("/#/download?q=tese", "en", 390);

        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try again")))
                .isVisible();
        assertThat(page.locator(".note")).containsText("Trying again by itself");
        page.context().close();
    }

    private static Page open(String address, String language, int width) {
        Page page = started(chromium).read(started(server).url() + address, language, width);
        assertThat(page.locator("main h1")).isVisible();
        assertThat(started(chromium).complaints())
                .as("no script, style or file is refused")
                .allMatch(complaint -> complaint.contains("/api/"));
        return page;
    }

    private static <T> T started(@Nullable T thing) {
        return java.util.Objects.requireNonNull(thing, "started before all tests");
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }
}
