package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.enxame.node.daemon.Holding;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.QueueView;
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

/** How fast one transfer may be and when its turn is, chosen in a browser. */
class OwnLimitsScreenTest {
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

    private static Holding shared(TestNode node, String name) throws Exception {
        Path file = Objects.requireNonNull(folder).resolve(name);
        Files.writeString(file, (name + " ").repeat(1_000));
        return node.daemon().share(file);
    }

    @ParameterizedTest
    @CsvSource({
        "pt-BR, 390, LIGHT, Vale a partir de agora, Enviar está sem limite, ninguém espera na fila",
        "pt-BR, 1280, DARK, Vale a partir de agora, Enviar está sem limite, ninguém espera na fila",
        "en, 390, DARK, It holds from now on, Sending has no limit, nobody waits in the queue",
        "en, 1280, LIGHT, It holds from now on, Sending has no limit, nobody waits in the queue"
    })
    void what_is_typed_holds_for_this_transfer_alone(
            String language, int width, ColorScheme theme, String kept, String noLimit, String nobodyWaits)
            throws Exception {
        Scene here = Objects.requireNonNull(scene);
        String mark = language + width;
        TestNode node = here.node("node-" + mark);
        Holding first = shared(node, "primeiro-" + mark + ".txt");
        Holding second = shared(node, "segundo-" + mark + ".txt");
        Holding third = shared(node, "terceiro-" + mark + ".txt");
        Page page = here.chromium().read(node.url() + "/#/download/" + third.key(), language, width);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        Locator card = page.locator(".own-limits");
        Locator fields = card.locator("input");
        Locator said = card.locator("[role=status]");
        assertThat(fields).hasCount(3);
        assertThat(fields.nth(0)).isEmpty();
        assertThat(fields.nth(2)).hasValue("3");
        assertThat(card).containsText(nobodyWaits);

        fields.nth(1).fill("0.5");
        fields.nth(1).blur();
        assertThat(said).containsText(kept);
        fields.nth(2).fill("1");
        fields.nth(2).blur();
        assertThat(said).containsText(kept);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screens", "own-limits-" + mark + theme + ".png"))
                .setFullPage(true));
        assertThat(third.limits()).isEqualTo(new LimitsView(500_000, 0));
        assertThat(first.limits()).isEqualTo(LimitsView.NONE);
        node.daemon().queue(new QueueView(0, 2, null));

        page.reload();
        assertThat(fields.nth(1)).hasValue("0.5");
        assertThat(fields.nth(2)).hasValue("1");
        assertThat(card).not().containsText(nobodyWaits);
        assertThat(node.daemon().queue().order()).isEqualTo(List.of(third.key(), first.key(), second.key()));

        fields.nth(2).fill("");
        fields.nth(2).blur();
        fields.nth(1).fill("");
        fields.nth(1).blur();
        assertThat(said).containsText(noLimit);
        assertThat(third.limits()).isEqualTo(LimitsView.NONE);
        assertThat(node.daemon().queue().order())
                .as("a place is not emptied")
                .first()
                .isEqualTo(third.key());
        int overflow =
                (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overflow).isZero();
        assertThat(here.chromium().complaints()).isEmpty();
        page.context().close();
    }
}
