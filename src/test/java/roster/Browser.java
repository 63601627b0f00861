package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The system's Chromium, started once, and what every page in it has to keep to. With {@code -Dscreenshots=folder} each
 * page that is looked at leaves its pictures there.
 */
final class Browser {
    private static final List<Integer> WIDTHS = List.of(1280, 360);
    private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    private static Playwright playwright;
    private static com.microsoft.playwright.Browser chromium;

    private Browser() {}

    /** Whether there is a Chromium; a build server must have one. */
    static boolean canRun() {
        if (program() != null || "true".equals(System.getenv("CI"))) return true;
        System.err.println("The browser tests are skipped: no Chromium here; name one with CHROMIUM=/path/to/chromium");
        return false;
    }

    /** A new window with no cookies, which writes down what its pages say on the console. */
    static Window open(boolean javaScript) {
        if (chromium == null) start();
        var context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setJavaScriptEnabled(javaScript)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setBaseURL(Visitor.base()));
        context.setDefaultTimeout(30_000);
        return new Window(context, context.newPage());
    }

    static void stop() {
        if (playwright != null) playwright.close();
        playwright = null;
        chromium = null;
    }

    private static void start() {
        var program = program();
        if (program == null) throw new IllegalStateException("No Chromium here; name one with CHROMIUM=/path/to/it");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    private static Path program() {
        var named = Stream.of(System.getProperty("CHROMIUM"), System.getenv("CHROMIUM"))
                .filter(name -> name != null && !name.isBlank())
                .toList();
        var folders = System.getenv().getOrDefault("PATH", "").split(":");
        var names =
                named.isEmpty() ? List.of("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome") : named;
        return names.stream()
                .flatMap(
                        name -> Stream.of(folders).map(folder -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** One window, with one page. */
    static final class Window {
        private final BrowserContext context;
        private final Page page;
        private final List<String> said = new ArrayList<>();

        private Window(BrowserContext context, Page page) {
            this.context = context;
            this.page = page;
            page.onConsoleMessage(message -> said.add(message.text()));
            page.onPageError(said::add);
        }

        Page page() {
            return page;
        }

        /** Takes over the session of a visitor. */
        Window as(Visitor visitor) {
            context.clearCookies();
            visitor.cookies()
                    .forEach((name, value) -> context.addCookies(List.of(
                            new Cookie(name, value).setUrl(Visitor.base()).setHttpOnly(true))));
            return this;
        }

        /** Opens a path, which answers with this status. */
        Window go(String path, int status) {
            assertThat(page.navigate(path).status()).as(path).isEqualTo(status);
            return this;
        }

        /** Clicks the link that is called so, and waits for the page it leads to. */
        Window follow(String link) {
            return click(AriaRole.LINK, link);
        }

        /** Clicks the button that is called so, and waits for the page that follows. */
        Window press(String button) {
            return click(AriaRole.BUTTON, button);
        }

        Window fill(String label, String text) {
            page.getByLabel(label).first().fill(text);
            return this;
        }

        /** Clicks the words beside a radio button. */
        Window choose(String label) {
            page.locator(".choice label")
                    .getByText(label, new Locator.GetByTextOptions().setExact(true))
                    .click();
            return this;
        }

        /** All words of the page's main part. */
        String text() {
            return page.locator("main").innerText();
        }

        /** What other people's pages said on the console is not ours. */
        void forget() {
            said.clear();
        }

        private Window click(AriaRole role, String name) {
            page.getByRole(role, new Page.GetByRoleOptions().setName(name))
                    .first()
                    .click();
            page.waitForLoadState();
            return this;
        }

        /**
         * Looks at the page in both colour schemes and at both widths: nothing wrong with its accessibility, nothing
         * to scroll sideways, and nothing said on the console so far, such as by the content security policy.
         */
        Window look(String name, String heading) {
            assertThat(page.locator("h1").innerText()).isEqualTo(heading);
            for (var width : WIDTHS) {
                page.setViewportSize(width, 800);
                for (var scheme : SCHEMES) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    var where = name + " at " + width + " in " + scheme.name().toLowerCase();
                    picture(where);
                    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                            .as(where + " fits")
                            .isTrue();
                    // No page has a frame, for which alone the other mode is made.
                    var violations =
                            new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
                    assertThat(violations).as(where).isEmpty();
                }
            }
            // Chromium itself says that a page answered with an error, even where that is right.
            said.removeIf(text -> text.startsWith("Failed to load resource: the server responded with a status of 4"));
            assertThat(said).as("what " + name + " says on the console").isEmpty();
            return this;
        }

        void picture(String name) {
            var folder = System.getProperty("screenshots");
            if (folder == null) return;
            var file = Path.of(folder, name.replace(' ', '-') + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        }
    }
}
