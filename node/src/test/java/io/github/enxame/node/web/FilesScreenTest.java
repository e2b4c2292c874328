package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.enxame.node.daemon.Holding;
import io.github.enxame.node.torrent.FileChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of a torrent that is a folder, chosen in a browser. */
class FilesScreenTest {
    private static final Path PICTURES = Path.of("target", "screens");

    @TempDir
    private static @Nullable Path folder;

    private static @Nullable Scene scene;
    private static @Nullable Chromium chromium;
    private static @Nullable TestNode seed;
    private static @Nullable TestNode node;

    @BeforeAll
    static void start() throws Exception {
        Scene opened = new Scene(Objects.requireNonNull(folder));
        scene = opened;
        chromium = opened.chromium();
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
        "pt-BR, 390, LIGHT, arquivos escolhidos estão aqui, Baixar todos",
        "pt-BR, 1280, DARK, arquivos escolhidos estão aqui, Baixar todos",
        "en, 390, DARK, chosen files are here, Download all",
        "en, 1280, LIGHT, chosen files are here, Download all"
    })
    void files_are_chosen_one_by_one_and_then_all(
            String language, int width, ColorScheme theme, String chosenAreHere, String all) throws Exception {
        String name = "curso-" + language + width;
        Path course = Files.createDirectory(Objects.requireNonNull(folder).resolve(name));
        for (int lesson = 1; lesson <= 4; lesson++) {
            Files.writeString(
                    course.resolve("aula-" + lesson + ".txt"), (language + width + lesson + " aula ").repeat(20_000));
        }
        Holding shared = Objects.requireNonNull(seed).daemon().share(course);
        TestNode here = Objects.requireNonNull(node);
        here.daemon()
                .download(
                        shared.requireMetainfo(),
                        here.downloads(),
                        Optional.of(new FileChoice("aula-1.txt,aula-3.txt")));
        Page page = Objects.requireNonNull(chromium).read(here.url() + "/#/download/" + shared.key(), language, width);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));

        Locator boxes = page.locator(".file input[type=checkbox]");
        assertThat(boxes).hasCount(4);
        assertThat(boxes.nth(0)).isChecked();
        assertThat(boxes.nth(1)).not().isChecked();
        assertThat(page.locator(".head")).containsText(chosenAreHere);
        picture(page, name + "-" + theme + "-chosen");
        assertThat(here.downloads().resolve(name).resolve("aula-2.txt").toFile())
                .doesNotExist();

        boxes.nth(1).check();
        assertThat(page.locator(".file").nth(1).locator("[role=progressbar]")).hasAttribute("aria-valuenow", "100");
        assertThat(page.locator(".head")).containsText(chosenAreHere);
        boxes.nth(0).uncheck();
        assertThat(boxes.nth(0)).not().isChecked();

        page.locator("button", new Page.LocatorOptions().setHasText(all)).click();
        assertThat(boxes.nth(3)).isChecked();
        assertThat(page.locator(".file.unwanted")).hasCount(0);
        assertThat(page.locator(".file").nth(3).locator("[role=progressbar]")).hasAttribute("aria-valuenow", "100");
        picture(page, name + "-" + theme + "-all");
        int overflow =
                (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overflow).isZero();
        assertThat(Objects.requireNonNull(chromium).complaints()).isEmpty();
        page.context().close();
    }

    private static void picture(Page page, String name) {
        Path file = PICTURES.resolve("files-" + name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
}
