package roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import roster.Crowd;
import roster.Endpoint;
import roster.RosterTest;
import roster.Visitor;
import roster.Wire;
import roster.account.Person;
import roster.collaborator.Collaborator;
import roster.member.Member;
import roster.organization.Organization;

/**
 * Every endpoint of the program, which is found by reading its classes, for everybody there can be: each role of each
 * model in the organization and in a project, by membership and from outside, somebody removed, Mallory from another
 * organization, Nemo from none, and nobody; with the organization's own things, with those of another project, and with
 * those of another organization. What is to come is asked of {@link Access} alone, never of a role's name.
 *
 * <p>Whom the gate lets through sends a form that cannot be read, which is told apart from a refusal (400) and changes
 * nothing; whoever is refused sends a whole one, and no row may change.
 */
@QuarkusTest
class EveryCellTest extends RosterTest {
    private static final int CELLS_AT_LEAST = 6_000;
    private static final int THREADS = 4;

    /** POSTs whose form holds something, in an order in which one leaves the next something to do. */
    private static final List<String> FILLED = List.of(
            "/organizations/{org}/settings",
            "/organizations/{org}/members/{member}/end",
            "/organizations/{org}/members/{member}/role",
            "/organizations/{org}/invitations",
            "/organizations/{org}/invitations/{invitation}/content",
            "/organizations/{org}/projects/{project}/invitations/{invitation}/content",
            "/organizations/{org}/batches",
            "/organizations/{org}/branding",
            "/organizations/{org}/people/{account}/projects",
            "/organizations/{org}/join-link",
            "/organizations/{org}/requests/{request}/approval",
            "/organizations/{org}/projects",
            "/organizations/{org}/projects/{project}/settings",
            "/organizations/{org}/projects/{project}/visibility",
            "/organizations/{org}/projects/{project}/collaborators",
            "/organizations/{org}/projects/{project}/collaborators/{collaborator}/role",
            "/organizations/{org}/projects/{project}/collaborators/{collaborator}/end",
            "/organizations/{org}/projects/{project}/transfer",
            "/organizations/{org}/projects/{project}/transfer/organization",
            "/organizations/{org}/projects/{project}/deletion",
            "/organizations/{org}/ownership",
            "/organizations/{org}/deletion");

    /** Those of them that leave nothing to do in a project. */
    private static final Set<String> ALONE = Set.of(
            "/organizations/{org}/projects/{project}/visibility",
            "/organizations/{org}/projects/{project}/transfer/organization",
            "/organizations/{org}/projects/{project}/deletion");

    @Inject
    Access access;

    @Inject
    AccessModels models;

    private final List<Endpoint> endpoints = Endpoint.all();
    private final SoftAssertions all = new SoftAssertions();
    private final Map<String, Caller> known = new HashMap<>();
    private final Map<String, Integer> cells = new TreeMap<>();
    private final Set<String> wrong = Collections.synchronizedSet(new HashSet<>());

    /** Somebody with a session, and the token of its forms. */
    private record Caller(String name, Visitor visitor, UUID account, String token) {}

    /** Whose things an address names; {@code foreign} if some of them are not there. */
    private record Place(String name, Map<String, String> ids, boolean foreign) {
        String project() {
            return ids.get("project");
        }
    }

    @Test
    void every_cell_is_what_access_says() throws Exception {
        var first = true;
        for (var model : models.all()) {
            var there = new World(model, "Mallory", "Max", "Fog", "Mist");
            var here = new World(model, "Ada", "Moe", "Rain", "Snow");
            here.cast();
            var before = rows(here, there);
            var tasks = new ArrayList<Callable<Integer>>();
            for (var who : here.people) {
                var standings = standings(who, here, there);
                var also = first;
                tasks.add(() -> inside(who, standings, here, there) + (also ? outside(who) : 0));
            }
            tasks.add(() -> nobody(here));
            var sum = 0;
            for (var done : together(tasks)) sum += done.get();
            cells.put(model.key(), sum);
            all.assertThat(rows(here, there))
                    .as("rows after all of " + model.key())
                    .containsExactlyElementsOf(before);
            first = false;
        }
        var tried = cells.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("Cells of endpoint × role × place, tried: " + tried + " " + cells);
        all.assertThat(wrong).isEmpty();
        all.assertAll();
        assertThat(tried).isGreaterThan(CELLS_AT_LEAST);
    }

    @Test
    void the_forms_of_the_refused_would_have_counted() {
        for (var model : models.all()) {
            var world = new World(model, "Ada", "Moe", "Rain", "Snow");
            world.ids.put("to", found(world.maker.visitor, model.key()));
            for (var path : FILLED) {
                if (path.endsWith("/ownership") && !model.singleOwner()) continue;
                if (path.endsWith("/visibility") && !model.hasPublicProjects()) continue;
                if (path.endsWith("/{collaborator}/role")
                        && model.projectRoles().size() == 1) continue;
                var endpoint = endpoints.stream()
                        .filter(it -> it.isChange() && it.path().equals(path))
                        .findFirst()
                        .orElseThrow();
                var ids = new HashMap<>(world.ids);
                if (ALONE.contains(path))
                    ids.put("project", createProject(world.maker.visitor, world.slug, "Hail " + path.length()));
                var answers = Stream.of(world.maker, world.founder)
                        .map(who -> send(who, endpoint, endpoint.path(ids), world.form(endpoint, ids)))
                        .toList();
                if (answers.stream().noneMatch(answer -> answer.status() == 303)) {
                    wrong.add(model.key() + ", POST " + path + ": "
                            + answers.stream().map(Visitor.Answer::text).toList());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_second_spelling_of_an_address_gets_past_the_gate() throws Exception {
        var model = models.get("single-owner");
        var here = new World(model, "Ada", "Moe", "Rain", "Snow");
        here.cast();
        var before = rows(here);
        var cleo = caller("O" + model.organizationRoles().indexOf(here.least()));
        var tasks = new ArrayList<Callable<Integer>>();
        for (var who : List.of(caller("Nemo"), cleo)) {
            var standings = standings(who, here, here);
            for (var endpoint : endpoints) {
                if (!endpoint.isInside()) continue;
                var place = new Place("own", here.ids, false);
                if (expected(endpoint, who, standings, place, here) < 403) continue;
                tasks.add(() -> spelled(who, endpoint, here));
            }
        }
        var sum = 0;
        for (var done : together(tasks)) sum += done.get();
        System.out.println("Spellings of addresses, tried: " + sum);
        assertThat(wrong).isEmpty();
        assertThat(rows(here)).containsExactlyElementsOf(before);
    }

    private int spelled(Caller who, Endpoint endpoint, World here) throws Exception {
        var path = endpoint.path(here.ids);
        var targets = new ArrayList<>(Wire.spellings(path));
        targets.addAll(Wire.others(path));
        var type = "Content-Type: application/x-www-form-urlencoded\r\n";
        var body = endpoint.isChange() ? body(who, here.form(endpoint, here.ids)) : "";
        try (var wire = new Wire()) {
            for (var target : targets) {
                var answer = wire.send(who.visitor, endpoint.verb(), target, body.isEmpty() ? "" : type, body);
                refused(who, endpoint.verb() + " " + target, answer, here);
            }
            var verbs =
                    List.of(endpoint.isChange() ? "post" : "HEAD", "get", "PUT", "PATCH", "DELETE", "TRACE", "BREW");
            for (var verb : verbs)
                refused(who, verb + " " + path, wire.send(who.visitor, verb, path, type, body), here);
            if (endpoint.isChange()) return targets.size() + verbs.size();
            for (var header :
                    List.of("X-Original-URL: " + path, "X-Rewrite-URL: " + path, "X-HTTP-Method-Override: POST"))
                refused(who, path + " " + header, wire.send(who.visitor, "GET", path, header + "\r\n", ""), here);
            return targets.size() + verbs.size() + 3;
        }
    }

    private void refused(Caller who, String what, Wire.Answer answer, World here) {
        // Who is inside may know how the organization is called.
        var tells = who.name.equals("Nemo") && answer.body().contains("Org " + here.slug);
        if (answer.status() < 400 || answer.status() > 499 || tells)
            wrong.add(who.name + ", " + what + ": " + answer.status() + " " + answer.head());
    }

    @Test
    void no_form_counts_that_comes_from_elsewhere_or_is_none() throws Exception {
        var here = new World(models.get("single-owner"), "Ada", "Moe", "Rain", "Snow");
        var before = rows(here);
        var own = "Origin: " + Visitor.base() + "\r\n";
        var form = "Content-Type: application/x-www-form-urlencoded\r\n";
        var site = "Sec-Fetch-Site: ";
        var foreign = new ArrayList<String>();
        for (var value : List.of("cross-site", "same-site", "x", "", "same-origin, cross-site", "SAME-ORIGIN"))
            foreign.add(form + site + value + "\r\n");
        foreign.add(form + site + "same-origin\r\n" + site + "cross-site\r\n");
        foreign.add(form + site + "none\r\n" + "Origin: null\r\n");
        for (var value : List.of(
                "null",
                "https://evil.example",
                "http://localhost",
                "http://localhost:1",
                "",
                Visitor.base() + "/",
                Visitor.base() + ".evil.example",
                Visitor.base().toUpperCase(Locale.ROOT))) foreign.add(form + "Origin: " + value + "\r\n");
        foreign.add(form + own + "Origin: https://evil.example\r\n");
        foreign.add(form + own + own);
        var none = new ArrayList<>(List.of("", "Content-Type: text/plain\r\n", "Content-Type: application/json\r\n"));
        none.add(form + "Content-Type: text/plain\r\n");
        none.add("Content-Type: application/x-www-form-urlencoded, text/plain\r\n");
        none.add("Content-Type: text/plain; application/x-www-form-urlencoded\r\n");
        var multipart = "Content-Type: multipart/form-data; boundary=b\r\n";
        var tasks = new ArrayList<Callable<Integer>>();
        for (var endpoint : endpoints) {
            if (!endpoint.isChange()) continue;
            var path = endpoint.path(here.ids);
            var body = body(here.founder, here.form(endpoint, here.ids));
            tasks.add(() -> {
                try (var wire = new Wire()) {
                    for (var headers : foreign) {
                        var answer = wire.send(here.founder.visitor, "POST", path, headers, body);
                        if (answer.status() != 403) wrong.add(endpoint + " " + headers + answer.status());
                    }
                    for (var headers : none) {
                        var answer = wire.send(here.founder.visitor, "POST", path, headers + own, body);
                        if (answer.status() != 415) wrong.add(endpoint + " " + headers + answer.status());
                    }
                    if (path.endsWith("/batches") || path.endsWith("/branding")) return 0;
                    var answer = wire.send(here.founder.visitor, "POST", path, multipart + own, "--b\r\n\r\n--b--\r\n");
                    if (answer.status() != 415) wrong.add(endpoint + " " + multipart + answer.status());
                }
                return 0;
            });
        }
        for (var done : together(tasks)) done.get();
        assertThat(wrong).isEmpty();
        assertThat(rows(here)).containsExactlyElementsOf(before);
        System.out.println("Forms from elsewhere, tried: " + tasks.size() * (foreign.size() + none.size() + 1));
    }

    /** All cells of somebody with a session. */
    private int inside(Caller who, Map<String, Optional<Standing>> standings, World here, World there) {
        var number = 0;
        var nothing = new HashSet<String>();
        // What a page has still to say from before, it says once.
        who.visitor.open("/");
        for (var endpoint : endpoints) {
            if (!endpoint.isInside()) continue;
            for (var place : places(endpoint, here, there)) {
                var standing = standings.get(endpoint.path().contains("{project}") ? place.project() : "");
                var expected = expected(endpoint, who, standings, place, here);
                var what = "%s, %s, %s, %s".formatted(here.model.key(), who.name, endpoint, place.name);
                var answer = send(who, endpoint, endpoint.path(place.ids), form(endpoint, expected, place, here));
                number++;
                check(answer.status() == expected, what, expected + " expected", answer);
                if (standings.get("").isEmpty()) nothing.add(seen(answer, place.ids));
                else if (expected == 404) sameAsNone(who, endpoint, answer, place, here, what);
                var needs = needs(endpoint);
                if (expected == 403
                        && needs != null
                        && standing.filter(s -> !s.may(needs)).isPresent())
                    check(answer.page().select("code").text().equals(needs.code()), what, "without a reason", answer);
            }
        }
        if (standings.get("").isEmpty()) {
            var nowhere = new HashMap<>(here.ids);
            nowhere.put("org", "n-" + UUID.randomUUID().toString().substring(0, 12));
            for (var endpoint : endpoints) {
                if (endpoint.isInside() && !endpoint.namesMore()) {
                    var form = form(endpoint, 404, new Place("", nowhere, true), here);
                    nothing.add(seen(send(who, endpoint, endpoint.path(nowhere), form), nowhere));
                }
            }
            if (nothing.size() != 1) wrong.add("There is more than one nothing for " + who.name + ": " + nothing);
        }
        return number;
    }

    /** What names a thing of another organization says the same as what names none. */
    private void sameAsNone(
            Caller who, Endpoint endpoint, Visitor.Answer answer, Place place, World here, String what) {
        if (!place.foreign) return;
        var none = new HashMap<>(place.ids);
        none.replaceAll((name, id) -> id.equals(here.slug) || here.projects().contains(id)
                ? id
                : UUID.randomUUID().toString());
        var other = send(who, endpoint, endpoint.path(none), form(endpoint, 404, place, here));
        check(seen(other, none).equals(seen(answer, place.ids)), what, "not as one that does not exist", other);
    }

    /** What asks for no organization lets everybody in who is signed in. */
    private int outside(Caller who) {
        var number = 0;
        for (var endpoint : endpoints) {
            if (endpoint.isInside()) continue;
            var answer = send(
                    who,
                    endpoint,
                    endpoint.path(Map.of(
                            "accent",
                            "663399",
                            "organization",
                            UUID.randomUUID().toString(),
                            "digest",
                            "x")),
                    unreadable());
            number++;
            var let = endpoint.isChange()
                    ? answer.status() == 400
                    : !List.of(302, 401, 403).contains(answer.status());
            check(let && answer.status() < 500, who.name + ", " + endpoint, "to be let in", answer);
        }
        return number;
    }

    /** Nobody is sent to sign in, but for what is open to everybody. */
    private int nobody(World here) {
        var number = 0;
        for (var endpoint : endpoints) {
            var ids = new HashMap<>(here.ids);
            ids.putAll(
                    Map.of("accent", "663399", "organization", UUID.randomUUID().toString(), "digest", "x"));
            var nobody = new Caller("Nobody", new Visitor(), null, "");
            var open = endpoint.method().isAnnotationPresent(PermitAll.class)
                    || endpoint.path().startsWith("/brands/");
            var form = open ? unreadable() : here.form(endpoint, ids);
            var answer = send(nobody, endpoint, endpoint.path(ids), form);
            number++;
            var expected = open ? !List.of(302, 401, 403).contains(answer.status()) : answer.status() == 302;
            check(expected && answer.status() < 500, "Nobody, " + endpoint, open ? "open" : "to sign in", answer);
            if (!open)
                check(
                        !answer.headers().toString().contains(here.slug),
                        "Nobody, " + endpoint,
                        "without a name",
                        answer);
        }
        return number;
    }

    private int expected(
            Endpoint endpoint, Caller who, Map<String, Optional<Standing>> standings, Place place, World here) {
        var standing = standings.get(endpoint.path().contains("{project}") ? place.project() : "");
        if (standing.isEmpty()) return 404;
        var needs = needs(endpoint);
        if (needs != null && !standing.get().may(needs)) return 403;
        var within = within(endpoint, who, standing.get(), standings, place, here);
        if (within > 0) return within;
        if (endpoint.isChange()) return 400;
        return endpoint.path().endsWith("/visibility") && !here.model.hasPublicProjects() ? 409 : 200;
    }

    /** What an endpoint asks beyond the gate; 0 for nothing more. */
    private int within(
            Endpoint endpoint,
            Caller who,
            Standing standing,
            Map<String, Optional<Standing>> standings,
            Place place,
            World here) {
        var path = endpoint.path();
        // Nobody was offered anything; but whoever is the only owner already may press the button twice.
        var again = here.model.singleOwner() && here.model.isOwner(standing.role()) && endpoint.isChange();
        if (path.endsWith("/ownership/acceptance")) return again ? 0 : 404;
        if (path.endsWith("/ownership/refusal")) return 404;
        if (path.endsWith("/people/{account}")
                && !place.ids.get("account").equals(who.account.toString())
                && !standing.may(Permission.MEMBER_VIEW)) return 403;
        // Who changes somebody's access to projects is asked first for each project, and then who it is about.
        var rain = standings.get(here.ids.get("project"));
        if (path.endsWith("/people/{account}/projects")
                && rain.filter(s -> s.may(Permission.COLLABORATOR_MANAGE)).isEmpty()) return 403;
        if (place.foreign) return 404;
        // Somebody's own batch, and one's own role in a project.
        if (path.contains("{batch}") && who != here.maker) return 404;
        if (path.endsWith("/collaboration/removal") && standing.project().collaborator() == null) return 404;
        // Nobody gives by an offer or by a request what they could not give themselves.
        var inside = standings.get("").orElseThrow();
        var gives = inside.canGrant(here.least());
        if (path.contains("/requests/{request}/") && !gives) return 403;
        if (path.matches(".*/\\{invitation}/(content|renewal|link)")) {
            if (!gives || rain.filter(s -> s.canGrant(here.lastProjectRole())).isEmpty()) return 403;
        }
        return 0;
    }

    private static Permission needs(Endpoint endpoint) {
        var needs = endpoint.permission();
        return needs == null && endpoint.path().contains("{project}") ? Permission.PROJECT_VIEW : needs;
    }

    private static List<Place> places(Endpoint endpoint, World here, World there) {
        var places = new ArrayList<Place>();
        places.add(new Place("own", here.ids, false));
        var inProject = endpoint.path().contains("{project}");
        var more = Stream.of(
                        "{member}",
                        "{account}",
                        "{invitation}",
                        "{departure}",
                        "{batch}",
                        "{request}",
                        "{collaborator}")
                .anyMatch(endpoint.path()::contains);
        if (inProject) {
            var snow = new HashMap<>(here.ids);
            snow.put("project", here.other);
            places.add(new Place("another project", snow, more));
        }
        if (inProject || more) {
            var foreign = new HashMap<>(there.ids);
            foreign.put("org", here.slug);
            places.add(new Place("another organization's", foreign, true));
            if (inProject && more) {
                var mixed = new HashMap<>(foreign);
                mixed.put("project", here.ids.get("project"));
                places.add(new Place("another organization's in the own project", mixed, true));
            }
        }
        return places;
    }

    private List<String> form(Endpoint endpoint, int expected, Place place, World here) {
        if (!endpoint.isChange()) return null;
        return expected == 400 ? unreadable() : here.form(endpoint, place.ids);
    }

    private static List<String> unreadable() {
        return List.of("x", "1", "x", "2");
    }

    private static Visitor.Answer send(Caller who, Endpoint endpoint, String path, List<String> fields) {
        if (!endpoint.isChange()) return who.visitor.get(path);
        return who.visitor.send(who.visitor.request(path).POST(BodyPublishers.ofString(body(who, fields))));
    }

    private static String body(Caller who, List<String> fields) {
        var body = new StringBuilder(Visitor.encoded(Map.of("csrf-token", who.token)));
        for (var i = 0; i < fields.size(); i += 2)
            body.append('&').append(Visitor.encoded(Map.of(fields.get(i), fields.get(i + 1))));
        return body.toString();
    }

    private void check(boolean right, String what, String expected, Visitor.Answer answer) {
        if (!right) wrong.add(what + ": " + expected + ", but " + answer.status() + " " + answer.title());
    }

    /** All that an answer tells but the moment, and what the address itself says. */
    private static String seen(Visitor.Answer answer, Map<String, String> ids) {
        var headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        headers.remove("content-length");
        var text = answer.status() + "\n" + headers + "\n" + answer.body();
        for (var id : ids.values()) text = text.replace(id, "…");
        return text;
    }

    private static <T> List<Future<T>> together(List<Callable<T>> tasks) throws InterruptedException {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            return threads.invokeAll(tasks, 5, TimeUnit.MINUTES);
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<String, Optional<Standing>> standings(Caller who, World here, World there) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var standings = new HashMap<String, Optional<Standing>>();
            standings.put("", access.standing(who.account, here.slug));
            for (var project : List.of(here.ids.get("project"), here.other, there.ids.get("project")))
                standings.put(project, access.standing(who.account, here.slug, project));
            return standings;
        });
    }

    private List<String> rows(World... worlds) {
        return Stream.of(worlds)
                .flatMap(world -> everyRow(world.organization).stream())
                .toList();
    }

    private Caller caller(String name) {
        return known.computeIfAbsent(name, it -> {
            var visitor = signedIn(name);
            return new Caller(name, visitor, account(name), visitor.token());
        });
    }

    private Person person(String name) {
        caller(name);
        var row = (Object[]) sql("select id, name, username, email from account where address = ?1", address(name));
        return new Person(
                (UUID) row[0], (String) row[1], (String) row[2], (String) row[3], Optional.of(address(name)), true);
    }

    /** An organization with one of everything that an address can name, in the first of two projects. */
    private final class World {
        final AccessModel model;
        final Caller founder;
        final Caller maker;
        final String slug;
        final UUID organization;
        final String other;
        final Map<String, String> ids = new LinkedHashMap<>();
        final List<Caller> people = new ArrayList<>();
        private final String mark;
        private int fresh;

        World(AccessModel model, String founder, String maker, String project, String other) {
            this.model = model;
            this.founder = caller(founder);
            this.maker = caller(maker);
            slug = found(this.founder.visitor, model.key());
            mark = slug.substring(2, 10);
            organization = (UUID) sql("select id from organization where slug = ?1", slug);
            // Who founded has only the organization role; the projects are somebody else's.
            join(maker, model.singleOwner() ? model.formerOwnerRole() : model.ownerRole());
            ids.put("org", slug);
            ids.put("project", createProject(this.maker.visitor, slug, project));
            this.other = createProject(this.maker.visitor, slug, other);
            things();
        }

        private void things() {
            var path = "/organizations/" + slug;
            var fields = new ArrayList<>(List.of("emails", mark + address("Dora"), "role", least().key()));
            fields.addAll(List.of(
                    "project",
                    ids.get("project"),
                    "projectRole",
                    lastProjectRole().key()));
            done(maker.visitor.post(path + "/invitations", fields.toArray(String[]::new)));
            ids.put("invitation", id("invitation"));
            ids.put(
                    "account",
                    Crowd.join(slug, least().key(), "Tom", "tom-" + mark, mark + address("Tom"))
                            .toString());
            ids.put(
                    "member",
                    sql(
                                    "select cast(id as text) from member where account_id = ?1",
                                    UUID.fromString(ids.get("account")))
                            .toString());
            Crowd.join(slug, least().key(), "Hal", "hal-" + mark, mark + address("Hal"));
            var eve = Crowd.join(slug, least().key(), "Eve", "eve-" + mark, mark + address("Eve"));
            work(
                    new Person(
                            eve, "Eve", "eve-" + mark, mark + address("Eve"), Optional.of(mark + address("Eve")), true),
                    lastProjectRole());
            ids.put(
                    "collaborator",
                    sql("select cast(id as text) from collaborator where account_id = ?1", eve)
                            .toString());
            ids.put("account", eve.toString());
            var gil = Crowd.account("Gil", "gil-" + mark, mark + address("Gil"));
            var request = UUID.randomUUID();
            sqlUpdate("""
                    insert into access_request (organization_id, id, kind, account_id, name, email, address, role, message, created)
                    select ?1, ?2, 'JOIN', id, name, email, address, ?4, '', now() from account where id = ?3""", organization, request, gil, least().key());
            ids.put("request", request.toString());
            done(maker.visitor.post(path + "/batches", "rows", mark + address("Many"), "role", least().key()));
            ids.put("batch", id("batch"));
            done(maker.visitor.post(path + "/join-link", "role", least().key()));
            var gone = Crowd.join(slug, least().key(), "Gone", "gone-" + mark, mark + address("Gone"));
            done(founder.visitor.post(path + "/members/"
                    + sql("select cast(id as text) from member where account_id = ?1", gone) + "/removal"));
            ids.put("departure", id("departure"));
        }

        /** One person for each way to be here, and those who are not. */
        void cast() {
            people.addAll(List.of(founder, maker));
            for (var role : model.organizationRoles()) {
                if (!role.assignable() || model.singleOwner() && role.equals(model.ownerRole())) continue;
                var name = "O" + model.organizationRoles().indexOf(role);
                people.add(caller(name));
                join(name, role);
            }
            for (var role : model.projectRoles()) {
                var number = model.projectRoles().indexOf(role);
                var inside = caller("P" + number);
                join(inside.name, least());
                work(person(inside.name), role);
                people.add(inside);
                if (!model.isEligibleFromOutside(role)) continue;
                var outside = caller("X" + number);
                work(person(outside.name), role);
                people.add(outside);
            }
            var fay = caller("Fay");
            join(fay.name, least());
            work(person("Fay"), lastProjectRole());
            removed(fay, "/organizations/" + slug + "/members/" + member(slug, "Fay") + "/removal", founder);
            if (model.isEligibleFromOutside(lastProjectRole())) {
                var gus = caller("Gus");
                work(person("Gus"), lastProjectRole());
                var rain = ids.get("project");
                removed(
                        gus,
                        "/organizations/" + slug + "/projects/" + rain + "/collaborators/"
                                + collaborator(slug, rain, "Gus") + "/removal",
                        maker);
            }
            people.add(caller("Mallory"));
            people.add(caller("Nemo"));
        }

        /** Was here a request ago, and at the next one no longer is, with the same session. */
        private void removed(Caller who, String path, Caller by) {
            assertThat(who.visitor.get("/organizations/" + slug).status()).isEqualTo(200);
            done(by.visitor.post(path));
            assertThat(who.visitor.get("/organizations/" + slug).status())
                    .as("the next request of " + who.name)
                    .isEqualTo(404);
            people.add(who);
        }

        /** A form that fits every change, as far as it can; what one does not ask for, it does not look at. */
        List<String> form(Endpoint endpoint, Map<String, String> ids) {
            if (!endpoint.isChange()) return null;
            var path = endpoint.path();
            var inProject = path.contains("{project}");
            var named = inProject ? ids.get("project") : slug;
            var role = path.endsWith("/collaborators") || path.contains("{collaborator}")
                    ? model.creatorRole().key()
                    : path.contains("{member}") ? second().key() : least().key();
            var fields = new ArrayList<>(List.of("name", "Taken", "description", "", "confirm", named, "role", role));
            fields.addAll(List.of(
                    "slug",
                    path.endsWith("/projects")
                            ? "taken-" + ++fresh
                            : path.endsWith("/transfer/organization") ? "moved" : named));
            fields.addAll(List.of(
                    "account", this.ids.get("account"), "lasts", "30", "message", "Hello", "accent", "#663399"));
            fields.addAll(List.of("emails", mark + ++fresh + address("New"), "rows", mark + ++fresh + address("Row")));
            fields.addAll(List.of(
                    "visibility", inProject ? "public" : "private", "heir", this.ids.get("account"), "then", "stay"));
            fields.addAll(List.of("to", this.ids.getOrDefault("to", slug), "uses", "5", "who", mark + address("Hal")));
            fields.addAll(List.of(
                    "project",
                    this.ids.get("project"),
                    "projectRole",
                    lastProjectRole().key()));
            return fields;
        }

        AccessModel.Role least() {
            return assignable().get(assignable().size() - 1);
        }

        private AccessModel.Role second() {
            return assignable().get(assignable().size() - 2);
        }

        private List<AccessModel.Role> assignable() {
            return model.organizationRoles().stream()
                    .filter(AccessModel.Role::assignable)
                    .toList();
        }

        Set<String> projects() {
            return Set.of(ids.get("project"), other);
        }

        AccessModel.Role lastProjectRole() {
            return model.projectRoles().get(model.projectRoles().size() - 1);
        }

        private void done(Visitor.Answer answer) {
            if (answer.status() != 303) throw new AssertionError(model.key() + ": " + answer.text());
        }

        private String id(String table) {
            return sql(
                            "select cast(max(cast(id as text)) as text) from " + table + " where organization_id = ?1",
                            organization)
                    .toString();
        }

        private void join(String name, AccessModel.Role role) {
            var person = person(name);
            QuarkusTransaction.requiringNew().run(() -> {
                Access.lock(organization);
                Member.join(organization, person, role, Given.as(Given.Way.FOUNDER));
                Organization.countOwners(organization, model.isOwner(role) ? 1 : 0);
            });
        }

        private void work(Person person, AccessModel.Role role) {
            var project = (UUID) sql(
                    "select id from project where organization_id = ?1 and slug = ?2",
                    organization,
                    ids.get("project"));
            QuarkusTransaction.requiringNew().run(() -> {
                Access.lock(organization);
                Collaborator.join(organization, model, project, person, role, Given.as(Given.Way.FOUNDER));
            });
        }
    }
}
