package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.enxame.node.view.QueueView;
import io.github.enxame.node.view.RatesView;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast all transfers may be and how many are at work, chosen in a browser. */
class LimitsScreenTest {
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
        "pt-BR, 390, LIGHT, Vale a partir de agora, Receber está sem limite",
        "pt-BR, 1280, DARK, Vale a partir de agora, Receber está sem limite",
        "en, 390, DARK, It holds from now on, Receiving has no limit",
        "en, 1280, LIGHT, It holds from now on, Receiving has no limit"
    })
    void what_is_typed_holds_and_is_shown_again(
            String language, int width, ColorScheme theme, String kept, String noLimit) throws Exception {
        Scene here = Objects.requireNonNull(scene);
        try (TestNode node = here.node("node-" + language + width)) {
            node.daemon().limit(new RatesView(0, 0, "08:00-18:00 mon-fri: 1 MB/s up"));
            String address = node.url() + "/#/download";
            Page page = here.chromium().read(address, language, width);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            Locator fields = page.locator(".limit input");
            assertThat(fields).hasCount(4);
            assertThat(fields.nth(0)).isEmpty();

            fields.nth(0).fill("1.5");
            fields.nth(0).blur();
            assertThat(page.locator(".screen [role=status]")).containsText(kept);
            fields.nth(2).fill("3");
            fields.nth(2).blur();
            assertThat(page.locator(".screen [role=status]")).containsText(kept);
            fields.nth(1).fill("-1");
            fields.nth(1).blur();
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screens", "limits-" + language + width + theme + ".png"))
                    .setFullPage(true));

            page.reload();
            assertThat(fields.nth(0)).hasValue("1.5");
            assertThat(fields.nth(1)).isEmpty();
            assertThat(fields.nth(2)).hasValue("3");
            assertThat(node.daemon().limits()).isEqualTo(new RatesView(0, 1_500_000, "08:00-18:00 mon-fri: 1 MB/s up"));
            QueueView queue = node.daemon().queue();
            assertThat(queue.downloads()).isEqualTo(3);
            assertThat(queue.seeds()).isZero();

            fields.nth(0).fill("");
            fields.nth(0).blur();
            assertThat(page.locator(".screen [role=status]")).containsText(noLimit);
            assertThat(node.daemon().limits().down()).isZero();
            int overflow =
                    (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(overflow).isZero();
            assertThat(here.chromium().complaints()).isEmpty();
            page.context().close();
        }
    }
}
