package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.github.enxame.node.daemon.Holding;
import io.github.enxame.node.distance.Swarms;
import io.github.enxame.protocol.announce.PeerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says and offers when files are gone, changed or shared again. */
class MishapScreenTest {
    /** Until a peer is found again. */
    private static final double REACHED_MILLIS = 30_000;

    @TempDir
    private static @Nullable Path folder;

    private static @Nullable Scene scene;
    private static @Nullable TestNode seed;
    private static @Nullable TestNode node;

    @BeforeAll
    static void start() throws Exception {
        Scene opened = new Scene(Objects.requireNonNull(folder));
        scene = opened;
        seed = opened.node("seed");
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
        "pt-BR, 390, LIGHT, Conferir de novo, continua como antes, Baixar de novo, disponível",
        "pt-BR, 1280, DARK, Conferir de novo, continua como antes, Baixar de novo, disponível",
        "en, 390, DARK, Check again, still as before, Download again, available",
        "en, 1280, LIGHT, Check again, still as before, Download again, available"
    })
    void of_files_that_are_gone_nothing_is_claimed(
            String language, int width, ColorScheme theme, String check, String still, String again, String here)
            throws Exception {
        Holding holding = download("gone-" + language + width + ".txt", language + width);
        Path file = holding.content();
        Page page = open("/#/download/" + holding.key(), language, width, theme);
        assertThat(page.locator(".receipt-card .notice.ok")).isVisible();
        Files.delete(file);
        Objects.requireNonNull(node).daemon().check(holding);

        assertThat(page.locator(".head .notice.bad")).isVisible();
        for (String gone : new String[] {".comb-card", ".sections-card", ".receipt-card", ".head .bar", ".share"}) {
            assertThat(page.locator(gone)).isHidden();
        }
        Locator button = button(page, check);
        button.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".head p[role=status]")).containsText(still);
        assertThat(button).isFocused();
        fits(page);

        button(page, again).click();
        assertThat(page.locator(".head .pace"))
                .containsText(here, new LocatorAssertions.ContainsTextOptions().setTimeout(REACHED_MILLIS));
        assertThat(file).exists();
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({
        "pt-BR, 390, DARK, Reparar, Deixar como está, Idêntico",
        "pt-BR, 1280, LIGHT, Reparar, Deixar como está, Idêntico",
        "en, 390, LIGHT, Repair, Leave it as it is, Identical",
        "en, 1280, DARK, Repair, Leave it as it is, Identical"
    })
    void what_was_changed_is_overwritten_only_after_a_yes(
            String language, int width, ColorScheme theme, String repair, String leave, String identical)
            throws Exception {
        Holding holding = download("changed-" + language + width + ".txt", language + width);
        Path file = holding.content();
        Page page = open("/#/download/" + holding.key(), language, width, theme);
        assertThat(page.locator(".receipt-card .notice.ok")).isVisible();
        byte[] content = Files.readAllBytes(file);
        byte[] changed = content.clone();
        changed[100_000]++;
        Files.write(file, changed);
        Objects.requireNonNull(node).daemon().check(holding);

        button(page, repair).click();
        assertThat(page.locator("dialog[open]")).isVisible();
        fits(page);
        button(page, leave).click();
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(file).hasBinaryContent(changed);

        button(page, repair).click();
        page.locator("dialog[open] .danger").click();
        assertThat(page.locator(".receipt-card .notice.ok"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(REACHED_MILLIS));
        assertThat(page.locator(".receipt-card")).containsText(identical);
        assertThat(file).hasBinaryContent(content);
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({
        "pt-BR, 390, LIGHT, mais nova",
        "pt-BR, 1280, DARK, mais nova",
        "en, 390, DARK, newer",
        "en, 1280, LIGHT, newer"
    })
    void what_was_shared_again_says_so_and_claims_nothing(String language, int width, ColorScheme theme, String newer)
            throws Exception {
        Path file = content("again-" + language + width + ".txt", language + width);
        Holding old = Objects.requireNonNull(node).daemon().share(file);
        Files.writeString(file, ("other " + language + width).repeat(9_000));
        Objects.requireNonNull(node).daemon().share(file);
        Page page = open("/#/download/" + old.key(), language, width, theme);
        assertThat(page.locator(".head .notice.info")).containsText(newer);
        for (String gone : new String[] {".comb-card", ".swarm-card", ".head .bar", ".share", ".own-limits"}) {
            assertThat(page.locator(gone)).isHidden();
        }
        fits(page);
        page.context().close();
    }

    private static Path content(String name, String seedText) throws Exception {
        return Files.writeString(Objects.requireNonNull(folder).resolve(name), (name + seedText + " ").repeat(9_000));
    }

    /** A file that the node downloads. */
    private static Holding download(String name, String seedText) throws Exception {
        Holding shared = Objects.requireNonNull(seed).daemon().share(content(name, seedText));
        TestNode here = Objects.requireNonNull(node);
        PeerAddress at = Swarms.address(Objects.requireNonNull(seed).engine().address());
        return here.daemon()
                .download(shared.requireMetainfo().withPeers(List.of(at)), here.downloads(), Optional.empty());
    }

    private static Page open(String address, String language, int width, ColorScheme theme) {
        Page page = Objects.requireNonNull(scene)
                .chromium()
                .read(Objects.requireNonNull(node).url() + address, language, width);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.locator("button:visible", new Page.LocatorOptions().setHasText(name))
                .first();
    }

    private static void fits(Page page) {
        int overflow =
                (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overflow).isZero();
    }
}
