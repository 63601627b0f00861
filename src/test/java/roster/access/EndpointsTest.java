package roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roster.Endpoint;
import roster.RosterTest;
import roster.Visitor;

/**
 * Walks over every endpoint of the program, which it finds by itself: a new one is under these rules from its first day.
 * A new POST needs a line in {@link #CHANGES}, which says how it succeeds; a new open endpoint a line in {@link #OPEN}.
 * Whom they let in, {@link EveryCellTest} tries.
 */
@QuarkusTest
class EndpointsTest extends RosterTest {
    /** No form, but the provider's own call, which is proved by a signature; the test against a real provider makes it. */
    private static final String PROVIDERS = "POST /sign-out/back-channel";

    /** Endpoints that ask for no permission. Each one here is a decision: who may do this, if not somebody with a role? */
    private static final Set<String> OPEN = Set.of(
            "GET /",
            "GET /brands/{accent}.css",
            "GET /brands/{organization}/{digest}.png",
            "GET /sign-in",
            "POST /sign-out",
            "POST /sign-out/others",
            PROVIDERS,
            "GET /signed-out",
            "GET /sign-in/anew",
            "POST /sign-in/anew",
            "GET /organizations/new",
            "POST /organizations",
            "GET /organizations/{org}",
            "GET /organizations/{org}/access",
            "GET /organizations/{org}/access/map",
            "GET /organizations/{org}/people/{account}",
            "GET /organizations/{org}/projects",
            "GET /organizations/{org}/projects/{project}/collaboration/removal",
            "POST /organizations/{org}/projects/{project}/collaboration/removal",
            "GET /organizations/{org}/membership/removal",
            "POST /organizations/{org}/membership/removal",
            "GET /organizations/{org}/ownership/acceptance",
            "POST /organizations/{org}/ownership/acceptance",
            "POST /organizations/{org}/ownership/refusal",
            "POST /requests",
            "GET /join/open",
            "GET /join",
            "POST /join",
            "GET /invitations/open",
            "GET /invitations/accept",
            "POST /invitations/accept",
            "POST /invitations/decline",
            "POST /invitations/request",
            "POST /invitations/misdelivery",
            "GET /organizations/{org}/requests",
            "POST /organizations/{org}/requests/{request}/approval",
            "POST /organizations/{org}/requests/{request}/refusal");

    /** Changes in no organization, so in no organization's history. */
    private static final Set<String> OUTSIDE = Set.of("POST /sign-out", "POST /sign-out/others", "POST /sign-in/anew");

    /** How every POST succeeds: who sends which form, once somebody has prepared what it takes. */
    private static final Map<String, Function<Scene, Form>> CHANGES = Map.ofEntries(
            change("POST /sign-out", s -> new Form(s.ada)),
            change("POST /sign-out/others", s -> new Form(s.ada)),
            change("POST /sign-in/anew", s -> new Form(s.ada, "to", "/")),
            change(
                    "POST /organizations",
                    s -> new Form(s.ada, "name", "New", "slug", s.slug + "-new", "model", "single-owner")),
            change(
                    "POST /organizations/{org}/settings",
                    s -> new Form(s.ada, "name", "Another name", "slug", s.slug, "description", "")),
            change("POST /organizations/{org}/deletion", s -> new Form(s.ada, "confirm", s.slug)),
            change("POST /organizations/{org}/ownership", s -> new Form(s.ada, "account", s.ids.get("account"))),
            change("POST /organizations/{org}/ownership/withdrawal", s -> {
                s.offerOwnership();
                return new Form(s.ada);
            }),
            change("POST /organizations/{org}/ownership/acceptance", s -> {
                s.offerOwnership();
                return new Form(s.ben);
            }),
            change("POST /organizations/{org}/ownership/refusal", s -> {
                s.offerOwnership();
                return new Form(s.ben);
            }),
            change(
                    "POST /organizations/{org}/members/{member}/role",
                    s -> new Form(s.ada, "role", "restricted-member")),
            change("POST /organizations/{org}/members/{member}/end", s -> new Form(s.ada, "lasts", "30")),
            change("POST /organizations/{org}/members/{member}/removal", s -> new Form(s.ada)),
            change("POST /organizations/{org}/membership/removal", s -> new Form(s.ben)),
            change("POST /organizations/{org}/departures/{departure}/undoing", s -> new Form(s.ada)),
            change(
                    "POST /organizations/{org}/invitations",
                    s -> new Form(s.ada, "emails", "new-" + s.doras, "role", "member", "message", "")),
            change("POST /organizations/{org}/invitations/{invitation}/renewal", s -> new Form(s.ada)),
            change("POST /organizations/{org}/invitations/{invitation}/revocation", s -> new Form(s.ada)),
            change("POST /organizations/{org}/invitations/{invitation}/link", s -> new Form(s.ada)),
            change("POST /organizations/{org}/invitations/{invitation}/dismissal", s -> {
                s.expire();
                return new Form(s.ada);
            }),
            change(
                    "POST /organizations/{org}/invitations/{invitation}/content",
                    s -> new Form(s.ada, "role", "admin", "message", "")),
            change(
                    "POST /organizations/{org}/projects/{project}/invitations/{invitation}/content",
                    s -> new Form(
                            s.ada,
                            "role",
                            "member",
                            "message",
                            "",
                            "project",
                            s.ids.get("project"),
                            "projectRole",
                            "project-write")),
            change(
                    "POST /organizations/{org}/batches",
                    s -> new Form(s.ada, "rows", "new-" + s.doras, "role", "member")),
            change("POST /organizations/{org}/branding", s -> new Form(s.ada, "accent", "#663399")),
            change("POST /organizations/{org}/batches/{batch}/confirmation", s -> new Form(s.ada)),
            change("POST /organizations/{org}/batches/{batch}/cancellation", s -> new Form(s.ada)),
            change("POST /organizations/{org}/people/{account}/projects", s -> {
                s.ids.put("account", s.eves);
                return new Form(s.ada, "project", s.ids.get("project"), "projectRole", "project-write");
            }),
            change("POST /organizations/{org}/projects", s -> new Form(s.ada, "name", "Snow")),
            change("POST /organizations/{org}/projects/{project}/settings", s -> new Form(s.ada, "name", "Hail")),
            change(
                    "POST /organizations/{org}/projects/{project}/visibility",
                    s -> new Form(s.ada, "visibility", "public")),
            change(
                    "POST /organizations/{org}/projects/{project}/deletion",
                    s -> new Form(s.ada, "confirm", s.ids.get("project"))),
            change(
                    "POST /organizations/{org}/projects/{project}/transfer",
                    s -> new Form(s.ada, "heir", s.eves, "then", "stay")),
            change(
                    "POST /organizations/{org}/projects/{project}/transfer/organization",
                    s -> new Form(s.ada, "to", s.elsewhere(), "slug", "rain", "confirm", s.ids.get("project"))),
            change(
                    "POST /organizations/{org}/projects/{project}/collaborators",
                    s -> new Form(s.ada, "who", s.bens, "role", "project-read")),
            change(
                    "POST /organizations/{org}/projects/{project}/collaborators/{collaborator}/role",
                    s -> new Form(s.ada, "role", "project-write")),
            change(
                    "POST /organizations/{org}/projects/{project}/collaborators/{collaborator}/end",
                    s -> new Form(s.ada, "lasts", "2031-03-31")),
            change(
                    "POST /organizations/{org}/projects/{project}/collaborators/{collaborator}/removal",
                    s -> new Form(s.ada)),
            change("POST /organizations/{org}/projects/{project}/collaboration/removal", s -> new Form(s.ada)),
            change(
                    "POST /organizations/{org}/projects/{project}/invitations/{invitation}/renewal",
                    s -> new Form(s.ada)),
            change(
                    "POST /organizations/{org}/projects/{project}/invitations/{invitation}/revocation",
                    s -> new Form(s.ada)),
            change("POST /organizations/{org}/projects/{project}/invitations/{invitation}/link", s -> new Form(s.ada)),
            change("POST /organizations/{org}/requests/{request}/approval", s -> new Form(s.ada)),
            change("POST /organizations/{org}/requests/{request}/refusal", s -> new Form(s.ada)),
            change("POST /invitations/request", s -> {
                s.expire();
                return new Form(s.dora, "invitation", s.ids.get("invitation"));
            }),
            change("POST /invitations/misdelivery", s -> new Form(s.misled(), "invitation", s.ids.get("invitation"))),
            change("POST /organizations/{org}/join-link", s -> new Form(s.ada, "role", "member", "uses", "5")),
            change("POST /organizations/{org}/join-link/regeneration", s -> {
                s.makeJoinLink();
                return new Form(s.ada);
            }),
            change("POST /organizations/{org}/join-link/removal", s -> {
                s.makeJoinLink();
                return new Form(s.ada);
            }),
            change("POST /organizations/{org}/join-link/link", s -> {
                s.makeJoinLink();
                return new Form(s.ada);
            }),
            change("POST /requests", s -> {
                s.takeRequests();
                return new Form(s.nemo, "slug", s.slug, "message", "");
            }),
            change("POST /join", s -> {
                s.dora.open(s.makeJoinLink());
                return new Form(s.dora);
            }),
            change("POST /invitations/accept", s -> new Form(s.dora, "invitation", s.ids.get("invitation"))),
            change("POST /invitations/decline", s -> new Form(s.dora, "invitation", s.ids.get("invitation"))));

    private final List<Endpoint> endpoints = Endpoint.all();
    private final SoftAssertions all = new SoftAssertions();
    private int scenes;

    private record Form(Visitor sender, String... fields) {
        Map<String, String> with(String token) {
            var all = new LinkedHashMap<String, String>();
            for (var i = 0; i < fields.length; i += 2) all.put(fields[i], fields[i + 1]);
            if (token != null) all.put("csrf-token", token);
            return all;
        }
    }

    /**
     * An organization of Ada's with the single-owner model, in which Ben is admin, and Dora invited, also to Ada's project
     * Rain, on which Eve works already, and Fay did, until she was removed.
     */
    private final class Scene {
        final Visitor ada;
        final Visitor ben;
        final Visitor dora;
        final Visitor gil;
        final Visitor nemo;
        final String doras;
        final String bens;
        final String eves;
        final String slug;
        final Object organization;

        /** What the placeholders of paths stand for here. */
        final Map<String, String> ids = new HashMap<>();

        Scene() {
            var number = ++scenes;
            ada = signedIn("Ada" + number);
            slug = found(ada, "single-owner");
            organization = sql("select id from organization where slug = ?1", slug);
            ben = join(ada, slug, "Ben" + number, "admin");
            bens = address("Ben" + number);
            var rain = createProject(ada, slug, "Rain");
            invite(ada, slug, "Dora" + number, "member", rain, "project-read");
            join(ada, slug, "Eve" + number, "member", rain, "project-read");
            doras = address("Dora" + number);
            dora = signedIn("Dora" + number);
            nemo = signedIn("Nemo" + number);
            eves = account("Eve" + number).toString();
            join(ada, slug, "Fay" + number, "member", rain, "project-read");
            ada.post("/organizations/" + slug + "/members/" + member(slug, "Fay" + number) + "/removal");
            ids.put(
                    "departure",
                    sql("select cast(id as text) from departure where account_id = ?1", account("Fay" + number))
                            .toString());
            gil = signedIn("Gil" + number);
            ids.put("request", UUID.randomUUID().toString());
            sqlUpdate("""
                    insert into access_request (organization_id, id, kind, account_id, name, email, address, role, message, created)
                    select ?1, ?2, 'JOIN', id, name, email, address, 'member', '', now() from account where id = ?3""", organization, UUID.fromString(ids.get("request")), account("Gil" + number));
            var batch = ada.post("/organizations/" + slug + "/batches", "rows", "many-" + bens, "role", "member");
            ids.put("batch", batch.header("location").replaceAll(".*/", ""));
            ids.put("org", slug);
            ids.put("ada", member(slug, "Ada" + number).toString());
            ids.put("member", member(slug, "Ben" + number).toString());
            ids.put("invitation", invitation(slug, "Dora" + number).toString());
            ids.put("account", account("Ben" + number).toString());
            ids.put("project", rain);
            ids.put("collaborator", collaborator(slug, rain, "Eve" + number).toString());
        }

        /** Another organization of Ada's, of the same model. */
        String elsewhere() {
            return found(ada, "single-owner");
        }

        /** Gil, who has another account than Dora, and opened her link. */
        Visitor misled() {
            gil.open(link());
            return gil;
        }

        /** Somebody who is not signed in, and opened Dora's link. */
        Visitor opened() {
            var visitor = new Visitor();
            visitor.open(link());
            return visitor;
        }

        private String link() {
            var path = "/organizations/" + slug + "/invitations";
            ada.post(path + "/" + ids.get("invitation") + "/link");
            return ada.open(path).page().select("#flash-link").val();
        }

        void expire() {
            sqlUpdate(
                    "update invitation set expires = now() - interval '1 hour' where id = ?1",
                    UUID.fromString(ids.get("invitation")));
        }

        /** Lets people without access ask. */
        void takeRequests() {
            sqlUpdate("update organization set takes_requests = true where slug = ?1", slug);
        }

        /** Has Ada make the link to join, unless she has; answers its address. */
        String makeJoinLink() {
            var path = "/organizations/" + slug + "/join-link";
            if (ada.open(path).page().select("h2").first().text().equals("Make a link")) {
                ada.post(path, "role", "member");
            }
            return ada.open(ada.post(path + "/link").header("location"))
                    .page()
                    .select("#flash-link")
                    .val();
        }

        /** Has Ada offer ownership to Ben, unless she has. */
        void offerOwnership() {
            ada.post("/organizations/" + slug + "/ownership", "account", ids.get("account"));
        }

        /** How long the history is, here and in an organization that was founded from here. */
        long entries() {
            return (Long) sql("""
                    select count(*) from audit_entry where organization_id = ?1
                      or organization_id = (select id from organization where slug = ?2 || '-new')""", organization, slug);
        }

        /** Every row that the organization has. */
        List<String> rows() {
            return everyRow(organization);
        }
    }

    @BeforeEach
    void every_endpoint_is_found() {
        assertThat(endpoints).hasSizeGreaterThan(20);
    }

    @Test
    void every_endpoint_declares_its_permission_or_is_one_of_the_few_open_ones() {
        for (var endpoint : endpoints) {
            var open = endpoint.method().isAnnotationPresent(Open.class);
            all.assertThat(open ^ endpoint.permission() != null)
                    .as("%s declares either @Needs or @Open", endpoint)
                    .isTrue();
            all.assertThat(endpoint.permission() == null || endpoint.isInside())
                    .as("%s asks for a permission, so its path starts with /organizations/{org}", endpoint)
                    .isTrue();
        }
        all.assertThat(endpoints.stream()
                        .filter(endpoint -> endpoint.method().isAnnotationPresent(Open.class))
                        .map(Endpoint::toString))
                .as("the open endpoints")
                .containsExactlyInAnyOrderElementsOf(OPEN);
        all.assertAll();
    }

    @Test
    void whoever_may_only_look_can_send_no_form() {
        for (var endpoint : endpoints) {
            if (!endpoint.isChange() || endpoint.permission() == null) continue;
            all.assertThat(endpoint.permission().isView())
                    .as("%s is guarded by %s, which only lets somebody look", endpoint, endpoint.permission())
                    .isFalse();
        }
        all.assertAll();
    }

    @Test
    void every_change_leaves_an_entry_in_the_history() {
        for (var endpoint : changes()) {
            var scene = new Scene();
            var form = form(endpoint, scene);
            var before = scene.entries();
            var answer = form.sender.post(endpoint.path(scene.ids), form.fields);
            all.assertThat(answer.status())
                    .as("%s succeeds: %s", endpoint, answer.text())
                    .isEqualTo(303);
            if (OUTSIDE.contains(endpoint.toString())) continue;
            all.assertThat(scene.entries() - before)
                    .as("entries in the history after a successful %s", endpoint)
                    .isPositive();
        }
        all.assertAll();
    }

    @Test
    void a_form_without_its_senders_own_token_changes_nothing() {
        var mallorys = signedIn("Mallory").token();
        assertThat(mallorys).isNotEmpty();
        var scene = new Scene();
        // Whoever plants a cookie knows the token that fits it; but the token of somebody signed in hangs on the
        // session.
        var planted = scene.opened();
        assertThat(planted.token()).isNotEmpty();
        for (var endpoint : changes()) {
            var form = form(endpoint, scene);
            var path = endpoint.path(scene.ids);
            var before = scene.rows();
            var own = form.sender.token();
            form.sender.cookie("roster-visitor", planted.cookies().get("roster-visitor"));
            for (var token : Arrays.asList(null, "", "x", own + "x", "x" + own, mallorys, planted.token())) {
                var answer = form.sender.send(form.sender.request(path).POST(Visitor.body(form.with(token))));
                all.assertThat(answer.status())
                        .as("%s with the token %s", endpoint, token)
                        .isEqualTo(403);
            }
            var empty = form.sender.send(form.sender.request(path).POST(HttpRequest.BodyPublishers.noBody()));
            all.assertThat(empty.status())
                    .as("%s with no form at all", endpoint)
                    .isEqualTo(403);
            all.assertThat(scene.rows()).as("rows after %s", endpoint).containsExactlyElementsOf(before);
            all.assertThat(sql("select count(*) from organization where slug = ?1", scene.slug + "-new"))
                    .as("organizations founded by %s", endpoint)
                    .isEqualTo(0L);
            all.assertThat(form.sender.open("/").text())
                    .as("home page after %s", endpoint)
                    .contains("Sign out");
        }
        all.assertAll();
    }

    /** Every POST; fails if this test does not know how one of them succeeds, or knows of one that is gone. */
    private List<Endpoint> changes() {
        var changes = endpoints.stream()
                .filter(endpoint -> endpoint.isChange() && !endpoint.toString().equals(PROVIDERS))
                .toList();
        assertThat(CHANGES.keySet())
                .as("the POSTs that this test knows how to make succeed")
                .containsExactlyInAnyOrderElementsOf(
                        changes.stream().map(Endpoint::toString).toList());
        return changes;
    }

    private static Form form(Endpoint endpoint, Scene scene) {
        return endpoint.isChange() ? CHANGES.get(endpoint.toString()).apply(scene) : null;
    }

    private static Map.Entry<String, Function<Scene, Form>> change(String endpoint, Function<Scene, Form> form) {
        return Map.entry(endpoint, form);
    }
}
