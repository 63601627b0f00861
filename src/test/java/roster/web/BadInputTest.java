package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;

/** Every field of every form meets every kind of bad text. Nothing is written, and whoever typed it is told where. */
@QuarkusTest
class BadInputTest extends RosterTest {
    /** What a field holds, and so what it takes. */
    private enum Kind {
        LINE,
        LINES,
        SLUG,
        CHOICE,
        CHOICE_OR_NONE,
        OPTIONAL,
        EMAILS,
        NUMBER,
        EXACT,
        ID
    }

    /** What is sent, as it stands in the body of the form. */
    private enum Payload {
        EMPTY(""),
        SPACES("+++%20"),
        NARROW_SPACES("%E2%80%AF%C2%A0%E3%80%80"),
        LONG("a".repeat(25_000)),
        MEGABYTE("a".repeat(1_000_000)),
        CONTROL("a%07%1B%5B2Jb"),
        BIDI("a%E2%80%AEb"),
        NUL("a%00b"),
        LONE_SURROGATE("a%ED%A0%80b"),
        NO_UTF8("a%FF%FEb"),
        NOT_ENCODED("a%ZZb"),
        TOWER("a" + "%CC%81%CC%96".repeat(80_000)),
        SCRIPT("<script>alert(1)</script>"),
        ATTRIBUTE("\"><img src=x onerror=alert(1)>'"),
        TEXTAREA("</textarea></title><script>alert(1)</script>"),
        TEMPLATE("{inject:signedIn.name}{#if true}{x}{/if}{!"),
        SQL("'; drop table member; --"),
        ANOTHER_MODELS("organization-viewer");

        final String sent;

        Payload(String text) {
            sent = text.contains("%") ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        boolean isBlank() {
            return this == EMPTY || this == SPACES || this == NARROW_SPACES;
        }

        boolean isOnlyOdd() {
            return ordinal() >= SCRIPT.ordinal();
        }

        String typed() {
            return URLDecoder.decode(sent, StandardCharsets.UTF_8);
        }
    }

    private record Field(String name, Kind kind) {}

    private record Form(Visitor sender, String path, Map<String, String> good, Field... fields) {}

    private final SoftAssertions all = new SoftAssertions();
    private Visitor ada;
    private Visitor dora;
    private String slug;
    private String elsewhere;

    @BeforeEach
    void ada_founds_and_invites() {
        ada = signedIn("Ada");
        slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "member");
        invite(ada, slug, "Dora", "member");
        dora = signedIn("Dora");
        createProject(ada, slug, "Rain");
        join(ada, slug, "Flo", "member", "rain", "project-read");
        elsewhere = found(ada, "single-owner");
        signedIn("Gus");
        sqlUpdate("""
                insert into access_request (organization_id, id, kind, account_id, name, email, address, role, message, created)
                select o.id, gen_random_uuid(), 'JOIN', a.id, a.name, a.email, a.address, 'member', '', now()
                from organization o, account a where o.slug = ?1 and a.address = ?2""", slug, address("Gus"));
    }

    private List<Form> forms() {
        var home = "/organizations/" + slug;
        var invitation = invitation(slug, "Dora").toString();
        var request = sql("select id from access_request where account_id = ?1", account("Gus"));
        return List.of(
                new Form(
                        ada,
                        "/organizations",
                        Map.of("name", "Another", "slug", "", "description", "", "model", "single-owner"),
                        new Field("name", Kind.LINE),
                        new Field("slug", Kind.SLUG),
                        new Field("description", Kind.LINES),
                        new Field("model", Kind.CHOICE)),
                new Form(
                        ada,
                        home + "/settings",
                        Map.of("name", "Renamed", "slug", slug, "description", "", "revision", "0"),
                        new Field("name", Kind.LINE),
                        new Field("slug", Kind.SLUG),
                        new Field("description", Kind.LINES),
                        new Field("revision", Kind.NUMBER)),
                new Form(
                        ada,
                        home + "/projects",
                        Map.of("name", "Snow", "slug", "", "description", "", "tags", "", "visibility", "private"),
                        new Field("name", Kind.LINE),
                        new Field("slug", Kind.SLUG),
                        new Field("description", Kind.LINES),
                        new Field("visibility", Kind.CHOICE_OR_NONE)),
                new Form(
                        ada,
                        home + "/projects/rain/settings",
                        Map.of("name", "Hail", "slug", "rain", "description", "", "tags", "", "revision", "0"),
                        new Field("name", Kind.LINE),
                        new Field("slug", Kind.SLUG),
                        new Field("description", Kind.LINES),
                        new Field("revision", Kind.NUMBER)),
                new Form(
                        ada,
                        home + "/projects/rain/deletion",
                        Map.of("confirm", "rain"),
                        new Field("confirm", Kind.CHOICE)),
                new Form(
                        ada,
                        home + "/projects/rain/visibility",
                        Map.of("visibility", "public"),
                        new Field("visibility", Kind.CHOICE)),
                new Form(
                        ada,
                        home + "/projects/rain/collaborators",
                        Map.of("who", address("Ben"), "role", "project-read"),
                        new Field("who", Kind.EMAILS),
                        new Field("role", Kind.CHOICE)),
                new Form(
                        ada,
                        home + "/invitations",
                        Map.of("emails", address("Cleo"), "role", "member", "message", ""),
                        new Field("emails", Kind.EMAILS),
                        new Field("role", Kind.CHOICE),
                        new Field("message", Kind.LINES)),
                new Form(
                        ada,
                        home + "/join-link",
                        Map.of("role", "member", "uses", "3", "expires", "", "domains", ""),
                        new Field("role", Kind.CHOICE),
                        new Field("uses", Kind.OPTIONAL),
                        new Field("expires", Kind.OPTIONAL),
                        new Field("domains", Kind.OPTIONAL)),
                new Form(
                        ada,
                        home + "/batches",
                        Map.of("rows", address("Cleo"), "role", "member"),
                        new Field("role", Kind.CHOICE_OR_NONE)),
                new Form(
                        ada,
                        home + "/members/" + member(slug, "Ben") + "/role",
                        Map.of("role", "admin"),
                        new Field("role", Kind.CHOICE)),
                new Form(
                        ada,
                        home + "/projects/rain/transfer",
                        Map.of("heir", account("Flo").toString(), "then", "stay"),
                        new Field("heir", Kind.CHOICE),
                        new Field("then", Kind.CHOICE)),
                new Form(
                        ada,
                        home + "/projects/rain/transfer/organization",
                        Map.of("to", elsewhere, "slug", "rain", "confirm", "rain"),
                        new Field("to", Kind.CHOICE),
                        new Field("slug", Kind.SLUG),
                        new Field("confirm", Kind.EXACT)),
                new Form(ada, home + "/deletion", Map.of("confirm", slug), new Field("confirm", Kind.EXACT)),
                new Form(
                        ada,
                        home + "/ownership",
                        Map.of("account", account("Ben").toString()),
                        new Field("account", Kind.CHOICE)),
                new Form(dora, "/requests", Map.of("slug", slug, "message", ""), new Field("message", Kind.LINES)),
                new Form(
                        dora,
                        "/invitations/accept",
                        Map.of("invitation", invitation),
                        new Field("invitation", Kind.ID)),
                new Form(
                        dora,
                        "/invitations/request",
                        Map.of("invitation", invitation),
                        new Field("invitation", Kind.ID)),
                new Form(
                        dora,
                        "/invitations/misdelivery",
                        Map.of("invitation", invitation),
                        new Field("invitation", Kind.ID)),
                new Form(
                        ada,
                        home + "/requests/" + request + "/approval",
                        Map.of("role", "member"),
                        new Field("role", Kind.CHOICE_OR_NONE)),
                new Form(
                        dora,
                        "/invitations/decline",
                        Map.of("invitation", invitation, "reason", ""),
                        new Field("invitation", Kind.ID),
                        new Field("reason", Kind.LINES)));
    }

    @Test
    void what_a_field_cannot_take_changes_nothing_and_is_told_at_the_field() {
        for (var form : forms()) {
            for (var field : form.fields) {
                for (var payload : Payload.values()) {
                    if (!takes(field, payload)) refuse(form, field, payload);
                }
                refuse(form, field, null);
                twice(form, field);
            }
        }
        all.assertAll();
    }

    private static boolean takes(Field field, Payload payload) {
        if (payload == Payload.EMPTY)
            return Set.of(Kind.NUMBER, Kind.CHOICE_OR_NONE, Kind.OPTIONAL, Kind.LINES, Kind.SLUG)
                    .contains(field.kind);
        if (payload.isBlank())
            return Set.of(Kind.LINES, Kind.SLUG, Kind.OPTIONAL).contains(field.kind);
        if (field.kind == Kind.SLUG) return payload == Payload.ANOTHER_MODELS;
        return payload.isOnlyOdd() && Set.of(Kind.LINE, Kind.LINES).contains(field.kind);
    }

    /** @param payload null: the field is not there at all */
    private void refuse(Form form, Field field, Payload payload) {
        if (payload == null
                && Set.of(Kind.LINES, Kind.SLUG, Kind.NUMBER, Kind.OPTIONAL).contains(field.kind)) return;
        if (payload == null && field.kind == Kind.CHOICE_OR_NONE) return;
        var what = form.path + ", " + field.name + ": " + payload;
        var before = state();
        var answer = post(form, field.name, payload == null ? null : payload.sent);
        all.assertThat(state()).as(what).isEqualTo(before);
        if (payload == Payload.NUL
                || payload == Payload.NOT_ENCODED
                || Set.of(Kind.ID, Kind.NUMBER).contains(field.kind)) {
            all.assertThat(answer.status()).as(what).isIn(400, 404);
            return;
        }
        all.assertThat(answer.status()).as(what).isEqualTo(422);
        all.assertThat(answer.problem(field.name)).as(what).isNotEmpty();
        all.assertThat(answer.page().select("script:not([src]), img[onerror]"))
                .as(what)
                .isEmpty();
        if (payload == null) return;
        var kept = answer.page().select("textarea[name=" + field.name + "]");
        var typed = payload.typed();
        if (!kept.isEmpty()) {
            all.assertThat(kept.first().wholeText().equals("\n" + typed)
                            || kept.first().wholeText().equals(typed))
                    .as(what + " is kept")
                    .isTrue();
        }
        var input = answer.page().select("input[name=" + field.name + "]:not([type=radio], [type=hidden])");
        if (!input.isEmpty()) {
            all.assertThat(input.first().val().equals(typed))
                    .as(what + " is kept")
                    .isTrue();
        }
        form.good.forEach((name, value) -> {
            if (name.equals(field.name)) return;
            var other = answer.page().select("[name=" + name + "]:not([type=radio]), [name=" + name + "][checked]");
            if (other.hasAttr("aria-describedby") || name.equals("model")) {
                all.assertThat(other.first() == null ? "" : other.first().val().strip())
                        .as(what + " keeps " + name)
                        .isEqualTo(value);
            }
        });
    }

    private void twice(Form form, Field field) {
        var before = state();
        var value = URLEncoder.encode(form.good.get(field.name), StandardCharsets.UTF_8);
        var answer = post(form, field.name, value + "&" + field.name + "=" + value);
        all.assertThat(answer.status())
                .as("%s, %s twice", form.path, field.name)
                .isEqualTo(400);
        all.assertThat(state()).as("%s, %s twice", form.path, field.name).isEqualTo(before);
    }

    @Test
    void odd_text_that_does_no_harm_is_kept_and_shown_as_it_is() {
        var number = 0;
        for (var payload : Payload.values()) {
            if (!payload.isOnlyOdd()) continue;
            var typed = payload.typed();
            number++;
            var settings = forms().get(1);
            all.assertThat(ok(ada, settings.path, "name", typed, "slug", slug, "description", typed))
                    .as("settings, %s", payload)
                    .isTrue();
            all.assertThat(ok(
                            ada,
                            "/organizations/" + slug + "/invitations",
                            Map.of("emails", address("Cleo" + number), "role", "member", "message", typed)))
                    .as("invitation, %s", payload)
                    .isTrue();
            var cleo = signedIn("Cleo" + number);
            var offer = cleo.open(
                    cleo.open("/").page().select("a[href^=/invitations/accept]").attr("href"));
            all.assertThat(offer.page().select(".message").text())
                    .as("message, %s", payload)
                    .isEqualTo(typed);
            all.assertThat(offer.title())
                    .as("organization in the offer, %s", payload)
                    .isEqualTo("Join " + typed + "?");
            var id = invitation(slug, "Cleo" + number).toString();
            all.assertThat(ok(cleo, "/invitations/decline", "invitation", id, "reason", typed))
                    .as("reason, %s", payload)
                    .isTrue();
            var project = ada.post(
                    "/organizations/" + slug + "/projects",
                    "name",
                    typed,
                    "slug",
                    "odd-" + number,
                    "description",
                    typed);
            all.assertThat(project.status()).as("project, %s", payload).isEqualTo(303);
            for (var path : List.of(
                    "/projects",
                    "/projects/odd-" + number,
                    "/projects/odd-" + number + "/collaborators",
                    "/projects/odd-" + number + "/settings",
                    "/projects/odd-" + number + "/visibility",
                    "/projects/odd-" + number + "/deletion",
                    "/access",
                    "/people/" + account("Ada"),
                    "",
                    "/members",
                    "/invitations",
                    "/settings",
                    "/audit",
                    "/membership/removal")) {
                var page = ada.open("/organizations/" + slug + path).page();
                all.assertThat(page.select("script:not([src]), img[onerror]"))
                        .as("%s, %s", path, payload)
                        .isEmpty();
                all.assertThat(page.select("nav li").get(1).text())
                        .as("%s, %s", path, payload)
                        .isEqualTo(typed);
            }
            all.assertThat(ada.open("/organizations/" + slug + "/invitations").text())
                    .as("reason in the list, %s", payload)
                    .contains("“" + typed + "”");
            all.assertThat(ada.open("/organizations/" + slug + "/settings")
                            .page()
                            .select("#name")
                            .val())
                    .as("name in its field, %s", payload)
                    .isEqualTo(typed);
            all.assertThat(ada.last()
                            .page()
                            .select("textarea#description")
                            .first()
                            .wholeText()
                            .strip())
                    .as("description in its field, %s", payload)
                    .isEqualTo(typed);
        }
        all.assertAll();
    }

    @Test
    void ids_of_another_organization_and_roles_of_another_model_are_unknown() {
        var mallory = signedIn("Mallory");
        var other = found(mallory, "admin-member-guest");
        invite(mallory, other, "Nemo", "guest");
        var foreign = invitation(other, "Nemo").toString();
        var before = state();
        for (var path : List.of("/invitations/accept", "/invitations/decline")) {
            for (var id : List.of(
                    foreign, UUID.randomUUID().toString(), member(slug, "Ben").toString())) {
                all.assertThat(dora.post(path, "invitation", id, "reason", "").status())
                        .as("%s %s", path, id)
                        .isEqualTo(404);
            }
        }
        for (var role : List.of("guest", "project-admin", "owner ", "OWNER", "external")) {
            var answer = ada.post("/organizations/" + slug + "/members/" + member(slug, "Ben") + "/role", "role", role);
            all.assertThat(answer.status()).as(role).isEqualTo(422);
            answer = ada.post(
                    "/organizations/" + slug + "/invitations", "emails", address("Cleo"), "role", role, "message", "");
            all.assertThat(answer.status()).as(role).isEqualTo(422);
        }
        all.assertThat(state()).isEqualTo(before);
        all.assertThat(sql(
                        "select count(*) from invitation where address = ?1 and accepted is null and declined is null",
                        address("Nemo")))
                .isEqualTo(1L);
        all.assertAll();
    }

    @Test
    void what_is_no_project_or_successor_removes_nobody() {
        var path = "/organizations/" + slug + "/members/" + member(slug, "Ben") + "/removal";
        var before = state();
        for (var name : List.of("scope", "keep", "successor")) {
            for (var payload : Payload.values()) {
                if (payload.isBlank()) continue;
                var scope = name.equals("keep") ? "&scope=keep" : "";
                var body = "csrf-token=" + ada.token() + scope + "&" + name + "=" + payload.sent;
                all.assertThat(raw(ada, path, body).status())
                        .as("%s=%s", name, payload)
                        .isIn(400, 422);
            }
        }
        for (var name : List.of("keep", "successor")) {
            var many = ("&" + name + "=x:y").repeat(200);
            var body = "csrf-token=" + ada.token() + "&scope=keep" + many;
            all.assertThat(raw(ada, path, body).status()).as("many " + name).isEqualTo(422);
        }
        all.assertThat(raw(ada, path, "csrf-token=" + ada.token() + "&scope=keep&scope=keep")
                        .status())
                .as("scope twice")
                .isEqualTo(400);
        all.assertThat(state()).isEqualTo(before);
        all.assertAll();
    }

    @Test
    void what_is_no_end_changes_none() {
        var path = "/organizations/" + slug + "/members/" + member(slug, "Ben") + "/end";
        var before = state();
        for (var payload : Payload.values()) {
            if (payload.isBlank()) continue;
            var answer = raw(ada, path, "csrf-token=" + ada.token() + "&lasts=" + payload.sent);
            all.assertThat(answer.status()).as("lasts=%s", payload).isIn(400, 422);
            answer = raw(ada, path, "csrf-token=" + ada.token() + "&lasts=30&seen=" + payload.sent);
            all.assertThat(answer.status()).as("seen=%s", payload).isIn(400, 409);
        }
        all.assertThat(state()).isEqualTo(before);
        all.assertAll();
    }

    @Test
    void odd_queries_find_nothing_and_break_nothing() {
        var home = "/organizations/" + slug;
        var places = new LinkedHashMap<String, List<String>>();
        places.put(home + "/members", List.of("q", "role", "sort", "page", "edit"));
        places.put(home + "/invitations", List.of("q", "state", "batch", "page", "format"));
        places.put(home + "/departures", List.of("page"));
        places.put(home + "/members/ended", List.of("page"));
        places.put(home + "/projects/rain/collaborators/ended", List.of("page"));
        places.put(home + "/audit", List.of("who", "action", "page"));
        places.put(home + "/projects", List.of("q", "visibility", "tag", "page"));
        places.put(home + "/projects/rain/transfer", List.of("to"));
        places.put(home + "/projects/rain/collaborators", List.of("who", "role", "page", "edit"));
        places.put(home + "/projects/rain/invitations", List.of("state", "page", "format"));
        places.put(home + "/invitations/new", List.of("role", "q", "page"));
        places.put(home + "/batches", List.of("page"));
        var batch = ada.post(home + "/batches", "rows", address("Cleo"), "role", "member");
        places.put(batch.header("location"), List.of("state", "page", "format", "refresh"));
        places.put(home + "/access", List.of("compare", "with", "model"));
        places.put(home + "/people/" + account("Ben"), List.of("page"));
        places.put(home + "/ownership", List.of("q"));
        places.put("/sign-in/anew", List.of("to"));
        places.put("/sign-in", List.of("to"));
        places.put("/invitations/open", List.of("token"));
        places.put("/invitations/accept", List.of("invitation"));
        var before = state();
        places.forEach((path, names) -> names.forEach(name -> {
            for (var payload : Payload.values()) {
                if (payload == Payload.NOT_ENCODED) continue;
                var what = path + "?" + name + "=" + payload;
                var answer = ada.send(ada.request(path + "?" + name + "=" + payload.sent)
                        .version(HttpClient.Version.HTTP_1_1)
                        .GET());
                var tooLong = payload.sent.length() > 4000;
                all.assertThat(answer.status())
                        .as(what)
                        .isIn(
                                tooLong
                                        ? List.of(414)
                                        : payload == Payload.NUL ? List.of(400) : List.of(200, 303, 400, 404));
                all.assertThat(answer.page().select("script:not([src]), img[onerror]"))
                        .as(what)
                        .isEmpty();
                if (answer.status() == 200 && Set.of("q", "who").contains(name)) {
                    all.assertThat(answer.page().select("#" + name).val())
                            .as(what)
                            .isEqualTo(payload.typed().strip());
                }
            }
        }));
        all.assertThat(state()).isEqualTo(before);
        all.assertAll();
    }

    @Test
    void forged_places_in_a_list_are_no_failures() {
        var id = UUID.randomUUID().toString();
        var keys = List.of(
                "",
                "x",
                "2026-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "+300000-01-01T00:00:00Z",
                "-4800-01-01T00:00:00Z",
                "\uffff\u0001",
                "\u0000",
                "'; drop table member; --");
        for (var key : keys) {
            for (var start : List.of("<" + id, ">" + id, "=" + id, ">1-1-1-1-1", "")) {
                var page = Keys.encode((start + key).getBytes(StandardCharsets.UTF_8));
                for (var list : List.of(
                        "members?sort=name",
                        "members?sort=-name",
                        "members?sort=since",
                        "members?sort=-last_seen",
                        "invitations?state=pending",
                        "departures?q=",
                        "audit?who=ada")) {
                    all.assertThat(ada.get("/organizations/" + slug + "/" + list + "&page=" + page)
                                    .status())
                            .as("%s from %s%s", list, start, key)
                            .isIn(200, 400);
                }
            }
        }
        all.assertAll();
    }

    @Test
    void only_forms_of_some_size_are_read() {
        var path = "/organizations/" + slug + "/settings";
        var form = "csrf-token=" + ada.token() + "&name=Renamed&slug=" + slug + "&description=";
        var before = state();
        var types = new LinkedHashMap<String, Integer>();
        types.put("application/json", 415);
        types.put("text/plain", 415);
        types.put("application/xml", 415);
        types.put("multipart/form-data; boundary=b", 415);
        types.put("multipart/form-data", 415);
        types.put("nonsense", 415);
        types.put("*/*", 415);
        types.put("application/x-www-form-urlencoded2", 415);
        types.put("application/x-www-form-urlencoded\t, text/plain", 415);
        types.forEach((type, status) -> {
            var body = type.startsWith("multipart")
                    ? Arrays.stream(form.split("&"))
                                    .map(f -> "--b\r\nContent-Disposition: form-data; name=\""
                                            + f.replaceFirst("=", "\"\r\n\r\n") + "\r\n")
                                    .collect(Collectors.joining())
                            + "--b--\r\n"
                    : type.contains("json") ? "{\"name\": \"Renamed\"}" : form;
            var answer = ada.send(HttpRequest.newBuilder(URI.create(Visitor.base() + path))
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(body)));
            all.assertThat(answer.status()).as(type).isEqualTo(status);
        });
        var untyped = ada.send(
                HttpRequest.newBuilder(URI.create(Visitor.base() + path)).POST(BodyPublishers.ofString(form)));
        all.assertThat(untyped.status()).as("no type").isEqualTo(415);
        var fields = Stream.iterate(0, i -> i + 1)
                .limit(1000)
                .map(i -> "&f" + i + "=")
                .collect(Collectors.joining());
        all.assertThat(raw(ada, path, form + fields).status())
                .as("a thousand fields")
                .isBetween(400, 499);
        all.assertThat(state()).isEqualTo(before);
        all.assertAll();
    }

    @Test
    void more_than_two_megabytes_are_not_read() {
        var path = "/organizations/" + slug + "/settings";
        var before = state();
        var form = "csrf-token=" + ada.token() + "&name=Renamed&slug=" + slug + "&description=" + "a".repeat(3_000_000);
        try {
            assertThat(raw(ada, path, form).status()).isEqualTo(413);
        } catch (IllegalStateException closed) {
            assertThat(closed).hasRootCauseInstanceOf(IOException.class);
        }
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void cookies_that_nobody_made_are_nothing() {
        for (var value : List.of(
                "x",
                "AAAA",
                "A".repeat(3000),
                "%00",
                "a|b",
                "{}",
                "==",
                Keys.encode(new byte[14]),
                Keys.encode(new byte[40]))) {
            for (var name : List.of(
                    "roster-flash",
                    "roster-visitor",
                    "roster-invitation",
                    "q_session",
                    "q_auth_x",
                    "q_session_chunk_1")) {
                var visitor = new Visitor();
                visitor.cookies().put(name, value);
                for (var path : List.of("/", "/invitations/accept", "/organizations/" + slug)) {
                    all.assertThat(visitor.get(path).status())
                            .as("%s=%s, %s", name, value, path)
                            .isIn(200, 302, 400, 401, 404);
                }
            }
        }
        all.assertAll();
    }

    private static boolean ok(Visitor visitor, String path, Map<String, String> fields) {
        var all = new ArrayList<String>();
        fields.forEach((name, value) -> all.addAll(List.of(name, value)));
        return ok(visitor, path, all.toArray(String[]::new));
    }

    private static boolean ok(Visitor visitor, String path, String... fields) {
        return visitor.post(path, fields).status() == 303;
    }

    private static Visitor.Answer post(Form form, String field, String sent) {
        var body = new StringBuilder("csrf-token=" + form.sender.token());
        form.good.forEach((name, value) -> {
            var is = name.equals(field) ? sent : URLEncoder.encode(value, StandardCharsets.UTF_8);
            if (is != null) body.append('&').append(name).append('=').append(is);
        });
        return raw(form.sender, form.path, body.toString());
    }

    private static Visitor.Answer raw(Visitor visitor, String path, String body) {
        return visitor.send(visitor.request(path).POST(BodyPublishers.ofString(body, StandardCharsets.US_ASCII)));
    }

    /** All that a bad form must leave as it was: the organization, its people, invitations, mails and history; Ada's others. */
    private List<Object> state() {
        return sqlAll("""
                select cast(o as text) from organization o where slug = ?1
                union all select cast(m as text) from member m where account_id in (select id from account where address in (?2, ?3, ?4))
                union all select cast(i as text) from invitation i join organization o on o.id = i.organization_id where slug = ?1
                union all select 'mails ' || count(*) from outbox x join organization o on o.id = x.organization_id where slug = ?1
                union all select 'entries ' || count(*) from audit_entry e join organization o on o.id = e.organization_id where slug = ?1
                """, slug, address("Ada"), address("Ben"), address("Dora"));
    }
}
