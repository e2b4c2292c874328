package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.github.enxame.node.daemon.Holding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A magnet link in a browser: pasted, waited for, given to others. */
class MagnetScreenTest {
    private static final Path PICTURES = Path.of("target", "screens");
    private static final String TOO_WIDE =
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

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

    @ParameterizedTest
    @CsvSource({
        "pt-BR, 390, LIGHT, Baixar, Perguntando aos pares o que é",
        "pt-BR, 1280, DARK, Baixar, Perguntando aos pares o que é",
        "en, 390, DARK, Download, Asking peers what it is",
        "en, 1280, LIGHT, Download, Asking peers what it is"
    })
    void a_pasted_link_is_looked_for(String language, int width, ColorScheme theme, String begin, String doing) {
        String name = "apostila-" + language + "-" + width + ".pdf";
        String hash = Integer.toHexString(0xabc0000 + width + language.length()) + "0".repeat(33);
        String magnet = "magnet:?xt=urn:btih:" + hash + "&dn=" + name;
        Page page = open("/#/download", language, width, theme);
        page.getByRole(AriaRole.SEARCHBOX).fill(magnet);
        page.keyboard().press("Enter");
        button(page, begin).last().click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(name);
        assertThat(page.locator(".notice")).isVisible();
        assertThat(page.locator(".receipt-card")).isHidden();
        assertThat(page.evaluate(TOO_WIDE)).isEqualTo(0);
        picture(page, "magnet-fetching", language, width, theme);
        page.navigate(Objects.requireNonNull(node).url() + "/#/download");
        assertThat(page.getByText(doing).first()).isVisible();
        assertThat(Objects.requireNonNull(chromium).complaints()).isEmpty();
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({
        "pt-BR, 390, DARK, Copiar o link magnet, Copiado",
        "pt-BR, 1280, LIGHT, Copiar o link magnet, Copiado",
        "en, 390, LIGHT, Copy the magnet link, Copied",
        "en, 1280, DARK, Copy the magnet link, Copied"
    })
    void the_link_of_a_torrent_is_copied(String language, int width, ColorScheme theme, String copy, String copied)
            throws Exception {
        Path file = Files.writeString(
                Objects.requireNonNull(folder).resolve("lista-" + language + width + ".txt"), "palavras ".repeat(4000));
        Holding shared = Objects.requireNonNull(node).daemon().share(file);
        Page page = open("/#/download/" + shared.key(), language, width, theme);
        page.context()
                .grantPermissions(
                        List.of("clipboard-read", "clipboard-write"),
                        new BrowserContext.GrantPermissionsOptions()
                                .setOrigin(Objects.requireNonNull(node).url()));
        button(page, copy).click();
        assertThat(button(page, copied)).isVisible();
        picture(page, "magnet-copied", language, width, theme);
        String magnet = (String) page.evaluate("() => navigator.clipboard.readText()");
        assertThat(magnet).isEqualTo(shared.detail().magnet()).startsWith("magnet:?xt=urn:btih:" + shared.key());
        assertThat(page.evaluate(TOO_WIDE)).isEqualTo(0);
        assertThat(Objects.requireNonNull(chromium).complaints()).isEmpty();
        page.context().close();
    }

    private static Page open(String address, String language, int width, ColorScheme theme) {
        Page page = Objects.requireNonNull(chromium)
                .read(Objects.requireNonNull(node).url() + address, language, width);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void picture(Page page, String name, String language, int width, ColorScheme theme) {
        Path file = PICTURES.resolve(name + "-" + language + "-" + width + "-" + theme + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
}
