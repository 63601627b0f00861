package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    /** A wide and a narrow window, in the light and in the dark. */
    static final List<View> VIEWS = List.of(
            new View(1280, ColorScheme.LIGHT),
            new View(360, ColorScheme.DARK),
            new View(1280, ColorScheme.DARK),
            new View(360, ColorScheme.LIGHT));

    /** Tells the console what the content security policy has stopped. */
    private static final String WATCH =
            "addEventListener('securitypolicyviolation', e => console.error('forbidden: ' + e.violatedDirective + ' ' + e.blockedURI));";

    /** Checks accessibility in the page itself, much faster than by its Java library, which reads all frames. */
    private static final String AXE = resource("/axe.min.js");

    private static final String ACCESSIBLE = """
            async rules => {
              const options = rules ? { runOnly: rules } : { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
              const found = await axe.run(document, { ...options, resultTypes: ['violations'] });
              return found.violations.flatMap(v => v.nodes.map(n => v.id + ' at ' + n.target + ': ' + n.failureSummary));
            }""";

    private static final String SOUND = """
            () => {
              const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
              return [
                ...ids.filter((id, i) => ids.indexOf(id) < i).map(id => 'the id ' + id + ' twice'),
                ...document.querySelectorAll('h1').length === 1 ? [] : ['not one h1'],
                ...document.title.trim() ? [] : ['no title'],
                ...document.documentElement.scrollWidth <= innerWidth ? [] : ['does not fit: ' + [...document.querySelectorAll('body *')]
                  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120))],
              ];
            }""";

    private static com.microsoft.playwright.Browser chromium;

    private Browser() {}

    /** A window of this width, where people like it light or dark. */
    record View(int width, ColorScheme scheme) {
        @Override
        public String toString() {
            return width + " in " + scheme.name().toLowerCase();
        }
    }

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
        // Not how fast a page is, but that it comes at all, also where everything is slow.
        context.setDefaultTimeout(75_000);
        context.addInitScript(WATCH);
        context.addInitScript(AXE);
        return new Window(context, context.newPage(), javaScript);
    }

    /** Closes all windows. Chromium itself waits for the next test, and ends with the program that runs them. */
    static void stop() {
        if (chromium != null) List.copyOf(chromium.contexts()).forEach(BrowserContext::close);
    }

    private static void start() {
        var program = program();
        if (program == null) throw new IllegalStateException("No Chromium here; name one with CHROMIUM=/path/to/it");
        var playwright = Playwright.create(
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

    private static String resource(String name) {
        try (var stream = Browser.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One window, with one page. */
    static final class Window {
        private final BrowserContext context;
        private final Page page;
        private final boolean javaScript;
        private final List<String> said = new ArrayList<>();
        private Response document;

        private Window(BrowserContext context, Page page, boolean javaScript) {
            this.javaScript = javaScript;
            this.context = context;
            this.page = page;
            page.onConsoleMessage(message -> said.add(message.text()));
            page.onPageError(said::add);
            page.onRequestFailed(this::failed);
            page.onResponse(this::answered);
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

        void close() {
            context.close();
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

        /** Whether no part of the page is being exchanged. */
        private boolean isStill() {
            try {
                return (Boolean)
                        page.evaluate(
                                "document.readyState == 'complete' && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')");
            } catch (PlaywrightException e) {
                // The page gave way to the next one.
                return false;
            }
        }

        private Window click(AriaRole role, String name) {
            page.getByRole(role, new Page.GetByRoleOptions().setName(name))
                    .first()
                    .click();
            page.waitForLoadState();
            page.waitForCondition(this::isStill);
            return this;
        }

        /** Looks at the page: wide in the light, and narrow in the dark. */
        Window look(String name, String heading) {
            assertThat(page.locator("h1").innerText()).isEqualTo(heading);
            // It is the page that is looked at with scripts on.
            if (!javaScript) return this;
            return look(name, VIEWS.get(0), VIEWS.get(1));
        }

        /**
         * Looks at the page as it is in some views: its HTML is valid, it has one heading, a title and no id twice;
         * nothing is wrong with its accessibility, there is nothing to scroll sideways, all it loads is there, and
         * nothing was said on the console so far, such as by the content security policy. With {@code -Dlooks=everywhere}
         * every page is looked at in all views, and thoroughly in each.
         */
        Window look(String name, View... views) {
            if (document != null)
                assertThat(Html.faults(document.body())).as(name + " as HTML").isEmpty();
            var everywhere = "everywhere".equals(System.getProperty("looks"));
            var chosen = everywhere ? VIEWS : List.of(views);
            for (var i = 0; i < chosen.size(); i++) {
                var view = chosen.get(i);
                page.setViewportSize(view.width, 800);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(view.scheme));
                var where = name + " at " + view;
                picture(where);
                assertThat(faults(SOUND, null)).as(where).isEmpty();
                // What the first two views have shown holds in the others, but for the colours.
                assertThat(faults(ACCESSIBLE, everywhere || i < 2 ? null : "color-contrast"))
                        .as(where)
                        .isEmpty();
            }
            // Chromium itself says that a page answered with an error, even where that is right.
            said.removeIf(text -> text.startsWith("Failed to load resource: the server responded with a status of 4"));
            assertThat(said).as("what " + name + " says on the console").isEmpty();
            return this;
        }

        /** What axe finds wrong with the page as it is. */
        List<?> inaccessible() {
            return faults(ACCESSIBLE, null);
        }

        /** The page on paper, as a file. */
        byte[] print(String name) {
            var options = new Page.PdfOptions().setFormat("A4");
            var folder = System.getProperty("screenshots");
            return page.pdf(folder == null ? options : options.setPath(Path.of(folder, name + ".pdf")));
        }

        void picture(String name) {
            var folder = System.getProperty("screenshots");
            if (folder == null) return;
            var file = Path.of(folder, name.replaceAll("[^\\w-]+", "-") + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        }

        private List<?> faults(String script, String argument) {
            return (List<?>) page.evaluate(script, argument);
        }

        private void failed(Request request) {
            // Whoever goes on before a page is whole has it leave off.
            if (!"net::ERR_ABORTED".equals(request.failure())) said.add(request.failure() + " " + request.url());
        }

        private void answered(Response response) {
            var request = response.request();
            if (request.isNavigationRequest()) document = response.status() / 100 == 3 ? null : response;
            else if (response.status() >= 400 && !List.of("fetch", "xhr").contains(request.resourceType())) {
                said.add(response.status() + " " + response.url());
            }
        }
    }
}
