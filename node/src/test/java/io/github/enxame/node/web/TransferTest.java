package io.github.enxame.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document on its way, seen in two browsers: uploaded at one node, downloaded at another, watched to its receipt. */
class TransferTest {
    private static final double PATIENCE_MILLIS = 60_000;
    private static final String DOCUMENT = "/io/github/enxame/node/demo/enxame-por-dentro.pdf";
    private static final Path PICTURES = Path.of("target", "screens");

    @TempDir
    private static @Nullable Path folder;

    private static @Nullable Scene scene;
    private static @Nullable Chromium chromium;
    private static @Nullable TestNode giver;
    private static @Nullable TestNode taker;

    @BeforeAll
    static void start() throws Exception {
        Scene opened = new Scene(Objects.requireNonNull(folder));
        scene = opened;
        chromium = opened.chromium();
        giver = opened.node("giver");
        taker = opened.node("taker");
    }

    @AfterAll
    static void stop() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"pt-BR, 390", "pt-BR, 1280", "en, 390", "en, 1280"})
    void a_document_uploaded_at_one_node_is_downloaded_at_another_and_watched_to_its_receipt(String language, int width)
            throws Exception {
        Words words = language.equals("en") ? Words.ENGLISH : Words.PORTUGUESE;
        String name = "enxame-" + language + "-" + width + ".pdf";
        byte[] document = document();

        Page upload = open(giver, "/#/upload", language, width);
        upload.locator("input[type=file]").setInputFiles(new FilePayload(name, "application/pdf", document));
        assertThat(upload.locator(".columns > li").first()).isVisible(patiently());
        picture(upload, "upload-prepared", language, width);
        button(upload, words.publish()).click();
        assertThat(upload.locator(".notice.ok")).isVisible(patiently());
        String address = upload.locator(".address").textContent();
        picture(upload, "upload-published", language, width);

        Page download = open(taker, "/#/download", language, width);
        download.getByRole(AriaRole.SEARCHBOX).fill(name);
        download.keyboard().press("Enter");
        button(download, words.download() + ": ").click();
        Locator receipt = download.locator(".receipt-card");
        assertThat(receipt.locator(".notice.ok")).hasText(words.identical(), patientText());
        assertThat(download)
                .hasURL(Objects.requireNonNull(taker).url() + "/" + address.substring(address.indexOf('#')));
        assertThat(download.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("aria-valuenow", "100");
        assertThat(download.locator(".comb")).hasAttribute("aria-label", Pattern.compile("\\d"));
        assertThat(download.locator(".sections-card .pill").first()).hasText(words.ready());
        assertThat(download.locator(".sections-card .pill:not(.ready)")).hasCount(0);
        picture(download, "download-complete", language, width);

        Download saved = download.waitForDownload(
                () -> download.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words.save()))
                        .click());
        assertThat(saved.suggestedFilename()).isEqualTo(name);
        assertThat(Files.readAllBytes(saved.path())).isEqualTo(document);
        assertThat(Objects.requireNonNull(chromium).complaints()).isEmpty();
        upload.context().close();
        download.context().close();
    }

    private static Page open(@Nullable TestNode node, String address, String language, int width) {
        return Objects.requireNonNull(chromium)
                .read(Objects.requireNonNull(node).url() + address, language, width);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void picture(Page page, String name, String language, int width) {
        Path file = PICTURES.resolve(name + "-" + language + "-" + width + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    private static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static LocatorAssertions.HasTextOptions patientText() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static byte[] document() throws IOException {
        try (InputStream in = Objects.requireNonNull(TransferTest.class.getResourceAsStream(DOCUMENT))) {
            return in.readAllBytes();
        }
    }

    private record Words(String publish, String download, String save, String ready, String identical) {
        static final Words ENGLISH = new Words(
                "Publish", "Download", "Save a copy", "ready to read", "Identical, bit by bit, to what was published.");
        static final Words PORTUGUESE = new Words(
                "Publicar",
                "Baixar",
                "Salvar uma cópia",
                "pronta para ler",
                "Idêntico, bit a bit, ao que foi publicado.");
    }
}
