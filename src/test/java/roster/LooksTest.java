package roster;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Walks over every page of the program, which it finds by itself, as everybody of the cast, in a real browser. With
 * {@code -Dscreenshots=folder} each page leaves its pictures there.
 */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class LooksTest extends RosterTest {
    /** Pages that have something more to show when they are asked for it. */
    private static final List<String> ASKED = List.of(
            "{link}",
            "{joinLink}",
            "/invitations/accept?invitation={invitation}",
            "/organizations/{org}/access?compare={role}&with={least}",
            "/organizations/{org}/access?compare=x",
            "/organizations/{org}/access?model=administrator-viewer",
            "/organizations/{org}/audit?who=nobody",
            "/organizations/{org}/audit?page=x",
            "/organizations/{org}/invitations?state=expired",
            "/organizations/{org}/invitations?state=accepted&q=nobody",
            "/organizations/{org}/invitations/new?founded=yes",
            "/organizations/{org}/members?q=nobody",
            "/organizations/{org}/members?edit={member}",
            "/organizations/{org}/members?sort=-since&role={least}",
            "/organizations/{org}/projects?q=nothing",
            "/organizations/{org}/projects/{project}/transfer?to={elsewhere}",
            "/organizations/{org}/projects/{project}/collaborators?edit={collaborator}",
            "/organizations/{org}/projects/{project}/nothing",
            "/organizations/{org}/nothing",
            "/organizations/{org}//members");

    private static final String LONG =
            "Snow and sleet of the northern islands and of the sea between Llanfairpwllgwyngyllgogerychwyrndrobwll";

    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|of|and|to|is|are|by|with|who|this|that|it|you|your|they|them|their|not|no|from|for|has|have|can|a|an|or|be|as|which|what|when|until|somebody|nobody)\\b",
            Pattern.CASE_INSENSITIVE);

    private final List<String> pages = Stream.concat(
                    Endpoint.all().stream()
                            .filter(endpoint -> !endpoint.isChange())
                            .map(Endpoint::path)
                            .filter(path -> !path.startsWith("/brands/")),
                    ASKED.stream())
            .sorted()
            .toList();

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    @Test
    void every_page_of_an_owner_can_be_read_anywhere() {
        var scene = new Scene("owner-editor-viewer");
        var seen = walk("owner", scene.ada, scene, pages, Browser.VIEWS.toArray(Browser.View[]::new));
        assertThat(seen.values().stream().filter(status -> status == 200)).hasSizeGreaterThan(40);
    }

    @Test
    void every_page_can_be_read_by_everybody() {
        var scene = new Scene("owner-editor-viewer");
        walk("next", scene.ben, scene, pages);
        walk("least", scene.cleo, scene, pages);
        walk("external", scene.fern, scene, pages);
        walk("invited", scene.dora, scene, pages);
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        assertThat(walk("stranger", mallory, scene, pages).entrySet())
                .filteredOn(page -> page.getKey().startsWith("/organizations/{org}"))
                .allMatch(page -> page.getValue() == 404 || page.getValue() == 400);
        walk("nobody", new Visitor(), scene, pages);
    }

    /** Only in this model can projects be public, is there one owner, and does nobody work from outside. */
    @Test
    void every_page_that_the_single_owner_model_changes_can_be_read() {
        var scene = new Scene("single-owner");
        var changed = pages.stream()
                .filter(
                        page -> page.matches(
                                ".*(visibility|ownership|collaborators|members|settings|new|\\{org}|projects|\\{project}|\\{account})"))
                .toList();
        walk("the one owner", scene.ada, scene, changed);
        walk("restricted member", scene.cleo, scene, changed);
    }

    @Test
    void the_law_can_be_read_on_paper() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var page = Browser.open(true)
                .as(ada)
                .go("/organizations/" + slug + "/access", 200)
                .page();
        page.setViewportSize(360, 800);
        page.locator(".scroll").evaluate("table => table.scrollLeft = 10000");
        assertThat(page.evaluate("document.querySelector('tbody th[scope=row]').getBoundingClientRect().left >= 0"))
                .as("the first column stays")
                .isEqualTo(true);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        for (var hidden : new String[] {"body > header", "nav", "form"}) {
            assertThat(page.locator(hidden).first().isVisible()).as(hidden).isFalse();
        }
        page.setViewportSize(1000, 1400);
        assertThat(page.locator("td[data-role=project-user]").last().isVisible())
                .isTrue();
        assertThat(page.locator("thead th").last().isVisible()).isTrue();
        assertThat(page.evaluate("document.querySelector('.scroll').scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void every_page_of_an_owner_is_german_for_a_german() {
        var scene = new Scene("single-owner");
        var all = new SoftAssertions();
        for (var page : pages) {
            var path = Endpoint.fill(page, scene.ids);
            var english = scene.ada.header("Accept-Language", "en").open(path);
            if (!isPage(english)) continue;
            var german = scene.ada.header("Accept-Language", "de").open(path);
            all.assertThat(german.page().select("html").attr("lang")).as(page).isEqualTo("de");
            var left = sentences(german.page());
            left.retainAll(sentences(english.page()));
            left.removeIf(text -> scene.typed.stream().anyMatch(text::contains)
                    || ENGLISH.matcher(text).results().limit(2).count() < 2);
            all.assertThat(left).as("English on " + page).isEmpty();
        }
        all.assertAll();
    }

    /**
     * Opens every page as somebody, and looks at it in these views, or in one of them by turns. Each is there, or says
     * that it may not be seen; answers the status of each.
     */
    private Map<String, Integer> walk(
            String who, Visitor visitor, Scene scene, List<String> pages, Browser.View... views) {
        var seen = new LinkedHashMap<String, Integer>();
        var faults = new SoftAssertions();
        var window = Browser.open(true).as(visitor);
        var bodies = new HashSet<String>();
        for (var page : pages) {
            var path = Endpoint.fill(page, scene.ids);
            var answer = visitor.get(path);
            if (answer.status() == 303) answer = visitor.open(answer.header("location"));
            if (!isPage(answer)) continue;
            faults.assertThat(answer.status()).as(who + " at " + page).isIn(200, 400, 403, 404, 409, 410);
            seen.put(page, answer.status());
            // A refusal that is like another needs no second look.
            var text = answer.page().select("main").text();
            if (!bodies.add(answer.title() + (answer.status() == 200 ? text : ""))) continue;
            var turn = views.length > 0 ? views : new Browser.View[] {Browser.VIEWS.get(bodies.size() % 4)};
            var status = answer.status();
            faults.check(() -> window.go(path, status).look(who + " " + page, turn));
        }
        window.close();
        faults.assertAll();
        return seen;
    }

    /** Whether this is a page: no file, and nothing that leads to the provider's sign-in. */
    private static boolean isPage(Visitor.Answer answer) {
        return answer.status() / 100 != 3 && answer.header("content-type").startsWith("text/html");
    }

    private static TreeSet<String> sentences(Document page) {
        var texts = new ArrayList<String>();
        // What is kept in the language in which it was written: the history, what a file holds, what is wrong with its
        // rows.
        page.select("[lang=en], pre, .error").remove();
        NodeTraversor.traverse(
                (node, depth) -> {
                    if (node instanceof TextNode text) texts.add(text.text().strip());
                },
                page.body());
        page.select("[aria-label], [placeholder], [title]")
                .forEach(element -> texts.addAll(
                        List.of(element.attr("aria-label"), element.attr("placeholder"), element.attr("title"))));
        return texts.stream().collect(toCollection(TreeSet::new));
    }

    /** An organization of Ada's in which much has happened, with a long name wherever there can be one. */
    private final class Scene {
        final Visitor ada;
        final Visitor ben;
        final Visitor cleo;
        final Visitor fern;
        final Visitor dora;

        /** What the placeholders of paths stand for here. */
        final Map<String, String> ids = new HashMap<>();

        /** What people have typed, which nobody translates. */
        final List<String> typed =
                List.of("Snow and sleet of", "snow and sleet of", "I work with you on this", "Welcome to all of you");

        Scene(String model) {
            ada = signedIn("Ada");
            var slug = found(ada, model);
            var path = "/organizations/" + slug;
            var single = model.equals("single-owner");
            var next = single ? "admin" : "editor";
            var least = single ? "restricted-member" : "viewer";
            var reader = single ? "project-read" : "project-viewer";
            ben = join(ada, slug, "Ben", next);
            var rain = createProject(ada, slug, "Rain");
            var snow = createProject(ada, slug, LONG.substring(0, 78));
            createProject(ada, slug, "Hail");
            ada.post(
                    path + "/projects/" + rain + "/settings",
                    "name",
                    "Rain",
                    "slug",
                    rain,
                    "description",
                    LONG + "\n\n" + LONG,
                    "tags",
                    "radar, gauges, " + LONG.substring(0, 30));
            cleo = join(ada, slug, "Cleo", least, rain, reader, snow, reader);
            join(ada, slug, "Eve", least, rain, reader);
            if (single) {
                fern = signedIn("Fern");
                ada.post(path + "/projects/hail/visibility", "visibility", "public");
            } else {
                fern = collaborate(ada, slug, rain, "Fern", reader);
            }
            sqlUpdate("update account set name = ?1 where address = ?2", LONG.substring(0, 75), address("Eve"));
            invite(ada, slug, "Dora", least, rain, reader, snow, reader);
            for (var name : List.of("Finn", "Gina", "Hugo", "Iris", "Jan")) invite(ada, slug, name, next);
            var invitations = path + "/invitations/";
            sqlUpdate(
                    "update invitation set expires = now() - interval '1 day', message = ?2 where id = ?1",
                    invitation(slug, "Finn"),
                    "Welcome to all of you\n" + LONG);
            ada.post(invitations + invitation(slug, "Gina") + "/revocation");
            signedIn("Hugo")
                    .post(
                            "/invitations/decline",
                            "invitation",
                            invitation(slug, "Hugo").toString(),
                            "reason",
                            LONG);
            sqlUpdate(
                    "update outbox set sent = null, dead = now(), attempts = 10, problem = 'The mail server did not take it, after many attempts' where invitation_id = ?1",
                    invitation(slug, "Iris"));
            join(ada, slug, "Kim", least, rain, reader);
            ada.post(path + "/members/" + member(slug, "Kim") + "/removal");
            dora = signedIn("Dora");
            for (var table : List.of("member", "collaborator")) {
                sqlUpdate(
                        "update " + table + " set ends = now() + interval '5 days' where account_id = ?1",
                        account("Cleo"));
            }
            for (var project : List.of("null", "p.id")) {
                sqlUpdate("""
                        insert into ended_grant (organization_id, id, account_id, person, project_id, project, role, granted_by, since, ended)
                        select p.organization_id, uuidv7(), ?1, 'Ben', %s, p.name, ?3, 'invited by Ada', now(), now()
                        from project p join organization o on o.id = p.organization_id where o.slug = ?2 and p.slug = 'rain'""".formatted(project), account("Ben"), slug, project.equals("null") ? next : reader);
            }
            signedIn("Nemo");
            sqlUpdate("""
                    insert into access_request (organization_id, id, kind, account_id, name, email, address, role, message, created)
                    select o.id, ?3, 'JOIN', a.id, a.name, a.email, a.address, ?4,
                      'I work with you on this', now() from organization o, account a where o.slug = ?1 and a.address = ?2""", slug, address("Nemo"), UUID.randomUUID(), least);
            ada.post(path + "/join-link", "role", least, "uses", "5", "domains", "example.org, uni.example.org");
            ada.post(path + "/ownership", "account", account("Ben").toString());
            var batch = ada.post(
                    path + "/batches",
                    "rows",
                    "address,role,projects,message,term,ends\n%s,%s,rain=%s,\"Welcome to all of you\",14 days,2031-12-31\n%s,king,,,,\nnobody,%s,snow=x,,99 days,never\n"
                            .formatted(address("Lena"), least, reader, address("Max"), least),
                    "role",
                    least);
            ids.put("batch", batch.header("location").replaceAll(".*/", ""));
            ids.put("org", slug);
            ids.put("member", member(slug, "Cleo").toString());
            ids.put("invitation", invitation(slug, "Dora").toString());
            ids.put("account", account("Cleo").toString());
            ids.put("project", rain);
            ids.put("collaborator", collaborator(slug, rain, "Cleo").toString());
            ids.put("elsewhere", found(ada, model));
            ids.put("link", revealed(path + "/invitations/" + ids.get("invitation")));
            ids.put("joinLink", revealed(path + "/join-link"));
            ids.put("role", next);
            ids.put("least", least);
        }

        /** The link that Ada has shown to her, without the host. */
        private String revealed(String path) {
            return ada.open(ada.post(path + "/link").header("location"))
                    .page()
                    .select("#flash-link")
                    .val()
                    .substring(Visitor.base().length());
        }
    }
}
