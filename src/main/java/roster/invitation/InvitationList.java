package roster.invitation;

import static roster.web.Reader.say;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.access.ProjectStanding;
import roster.access.Standing;
import roster.mail.Undelivered;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.Paged;
import roster.web.Search;

/**
 * What somebody asked the invitations page for: newest first, dismissed ones left out. About a project, only those that
 * offer it.
 *
 * @param q part of how the invited person is named; empty for all
 * @param state the only state to show, or nothing for all
 */
public record InvitationList(String q, Optional<Invitation.State> state, Keyset from) {
    private static final int MOST_COUNTED = 1000;

    /** How many invitations a search looks at, newest first, before it asks the index of texts. */

    /**
     * One invitation, as the page shows it.
     *
     * @param role the role in the organization, or null
     * @param projects what it offers in projects
     * @param mail how its latest mail fares, as a sentence; null if there is none any more
     */
    public record Row(
            UUID id,
            String named,
            AccessModel.Role role,
            List<Offered> projects,
            String inviter,
            Invitation.State state,
            Instant created,
            Instant expires,
            Instant ended,
            String reason,
            String mail,
            boolean mailFailed) {

        public boolean isOpen() {
            return state == Invitation.State.PENDING;
        }

        public boolean isRenewable() {
            return Event.RENEWED.from().contains(state);
        }

        public boolean isDismissible() {
            return Event.DISMISSED.from().contains(state);
        }

        /** Why the viewer cannot act on it, as a sentence; null if they can. */
        public String obstacle(Standing viewer) {
            if (role != null && !viewer.canGrant(role))
                return say(InvitationWords.class).roleNotYours(role.name());
            return projects.stream()
                    .filter(offered -> !Invitation.canOffer(viewer.in(offered.project()), offered.role()))
                    .findFirst()
                    .map(offered -> say(InvitationWords.class)
                            .roleInOneOfIts(offered.role().name()))
                    .orElse(null);
        }

        /** Whether the viewer can take it back: all of it, or, about a project, what it offers there. */
        public boolean isRevocable(Standing viewer) {
            if (viewer.project() == null) return role == null || viewer.canGrant(role);
            return Invitation.canOffer(viewer, offeredIn(viewer).role());
        }

        /** A mail to write by oneself, with the link in it: to the address, unless the person was named by username. */
        public String draft(Standing viewer, String link) {
            var to = named.contains("@") ? named : "";
            var words = say(InvitationWords.class);
            var organization = viewer.organizationName();
            var text = words.draftInvited(organization) + "\n\n" + link + "\n\n" + words.draftDecide();
            return "mailto:" + encoded(to) + "?subject=" + encoded(words.invitationTo(organization)) + "&body="
                    + encoded(text);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%40", "@");
        }

        /** What it offers in the project that the viewer's page is about. */
        public Offered offeredIn(Standing viewer) {
            return projects.stream()
                    .filter(offered ->
                            offered.project().id().equals(viewer.project().id()))
                    .findFirst()
                    .orElseThrow();
        }

        /** What it offers, in words: those projects that the viewer may see by name. */
        public String content(Standing viewer) {
            var seen =
                    projects.stream().filter(offered -> offered.isSeen(viewer)).toList();
            var all = new ArrayList<String>();
            // Those of a project need not know what else the person is to be.
            if (role != null && (viewer.project() == null || viewer.may(Permission.MEMBER_VIEW))) all.add(role.name());
            seen.forEach(offered ->
                    all.add(offered.project().name() + ": " + offered.role().name()));
            var others = projects.size() - seen.size();
            if (others > 0) all.add(say(InvitationWords.class).hiddenProjects(others));
            return String.join("; ", all);
        }
    }

    /** @param project the project, with what the viewer is in it */
    public record Offered(ProjectStanding project, AccessModel.Role role) {
        boolean isSeen(Standing viewer) {
            return viewer.in(project).may(Permission.PROJECT_VIEW);
        }
    }

    public static InvitationList of(String q, String state, String page) {
        var wanted = Invitation.State.LISTED.stream()
                .filter(s -> s.key().equals(state))
                .findFirst();
        return new InvitationList(q == null ? "" : q.strip(), wanted, Keyset.parse(page));
    }

    public boolean shows(Invitation.State one) {
        return state.equals(Optional.of(one));
    }

    public boolean isFiltered() {
        return !q.isEmpty() || state.isPresent();
    }

    /** The address of this list from its beginning, with one thing different. */
    public String with(String name, String value) {
        var query = new StringBuilder("?");
        for (var part : List.of("q", "state", "page", "format")) {
            var is = part.equals(name)
                    ? value
                    : switch (part) {
                        case "q" -> q;
                        case "state" -> state.map(Invitation.State::key).orElse("");
                        default -> "";
                    };
            if (is.isEmpty()) continue;
            query.append(query.length() > 1 ? "&" : "")
                    .append(part)
                    .append('=')
                    .append(URLEncoder.encode(is, StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    public Paged<Row> read(EntityManager database, Standing here) {
        var order = Search.Order.ofIds("i", from == null || !from.backward());
        var invitations = new Search.Rows(
                order,
                "invitation",
                " and i.dismissed is null"
                        + state.map(s -> " and " + s.condition()).orElse("") + about(here),
                "",
                from,
                null,
                Paged.SIZE + 1);
        var page = " order by " + order.by() + " limit " + (Paged.SIZE + 1);
        var rows = new Search(q, "lower(i.named)")
                .read(
                        invitations,
                        part -> read(database, here, part.table(), part.and() + page, query -> {
                            part.bind(query);
                            about(here, query);
                        }));
        return Paged.of(rows, from, row -> new Keyset(false, "", row.id()));
    }

    /** The condition that an invitation offers something in the project, if this is about one. */
    private static String about(Standing here) {
        return here.project() == null
                ? ""
                : " and i.id in (select invitation_id from invitation_project where organization_id = :organization and project_id = :project)";
    }

    private static void about(Standing here, Query query) {
        if (here.project() != null) query.setParameter("project", here.project().id());
    }

    /** All that was asked for, as a file. */
    Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(InvitationWords.class);
        return csv.list(
                "invitations",
                List.of(
                        words.invited(),
                        words.offers(),
                        words.invitedBy(),
                        words.invitedOn(),
                        words.stateColumn(),
                        words.openUntil(),
                        words.ended(),
                        words.reason(),
                        words.mail()),
                from -> new InvitationList(q, state, from).read(database, here),
                row -> Arrays.asList(
                        row.named(),
                        row.content(here),
                        row.inviter(),
                        row.created(),
                        row.state().title(),
                        row.expires(),
                        row.ended(),
                        row.reason(),
                        row.mail()));
    }

    /** One of them, dismissed or not. @throws NotFoundException if there is none here */
    static Row one(EntityManager database, Standing here, UUID id) {
        return read(database, here, "invitation", " and i.id = :id" + about(here), query -> {
                    about(here, query);
                    query.setParameter("id", id);
                })
                .stream()
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    @SuppressWarnings("unchecked")
    private static List<Row> read(
            EntityManager database, Standing here, String invitations, String rest, Consumer<Query> bind) {
        var sql = """
                select i.id, i.named, i.role, i.created, i.expires, i.accepted, i.declined, i.revoked, i.dismissed,
                  i.decline_reason, i.expires > now() as open, a.name as inviter, m.sent, m.dropped, m.dead, m.problem, m.attempts, m.doubtful,
                  (select cast(json_agg(json_build_object('id', p.id, 'slug', p.slug, 'name', p.name, 'public', p.public,
                      'offered', ip.role, 'role', c.role) order by p.sort_name) as text)
                    from invitation_project ip
                    join project p on p.organization_id = ip.organization_id and p.id = ip.project_id
                    left join collaborator c on c.organization_id = p.organization_id and c.project_id = p.id
                      and c.account_id = :viewer and %s
                    where ip.organization_id = i.organization_id and ip.invitation_id = i.id) as projects
                from %s i join account a on a.id = i.inviter_id
                left join lateral (select * from outbox o where o.organization_id = i.organization_id
                  and o.invitation_id = i.id and o.kind = 'invitation' order by o.created desc limit 1) m on true
                where i.organization_id = :organization""".formatted(Access.LASTING.formatted("c"), invitations) + rest;
        var query = database.createNativeQuery(sql, Tuple.class)
                .setParameter("organization", here.organization())
                .setParameter("viewer", here.account());
        bind.accept(query);
        List<Tuple> rows = query.getResultList();
        return rows.stream().map(row -> row(row, here)).toList();
    }

    /** How many there are in each state; from a thousand on, "999+". */
    static Map<Invitation.State, String> counts(EntityManager database, Standing here) {
        var which = here.project() == null
                ? ""
                : " and i.id in (select invitation_id from invitation_project where organization_id = ?1 and project_id = ?2)";
        var sql = new StringBuilder("select ");
        for (var state : Invitation.State.LISTED) {
            sql.append(state.ordinal() == 0 ? "" : ", ")
                    .append(
                            "(select count(*) from (select 1 from invitation i where i.organization_id = ?1 and %s%s limit %d) x) as %s"
                                    .formatted(state.condition(), which, MOST_COUNTED, state.key()));
        }
        var query = database.createNativeQuery(sql.toString(), Tuple.class).setParameter(1, here.organization());
        if (here.project() != null) query.setParameter(2, here.project().id());
        var row = (Tuple) query.getSingleResult();
        var counts = new LinkedHashMap<Invitation.State, String>();
        for (var state : Invitation.State.LISTED) {
            var count = row.get(state.key(), Long.class);
            counts.put(state, count < MOST_COUNTED ? String.valueOf(count) : "999+");
        }
        return counts;
    }

    private static Row row(Tuple row, Standing here) {
        var accepted = row.get("accepted", Instant.class);
        var declined = row.get("declined", Instant.class);
        var revoked = row.get("revoked", Instant.class);
        var state = accepted != null
                ? Invitation.State.ACCEPTED
                : revoked != null
                        ? Invitation.State.REVOKED
                        : declined != null
                                ? Invitation.State.DECLINED
                                : row.get("open", Boolean.class) ? Invitation.State.PENDING : Invitation.State.EXPIRED;
        if (row.get("dismissed") != null) state = Invitation.State.DISMISSED;
        var ended = accepted != null ? accepted : revoked != null ? revoked : declined;
        var sent = row.get("sent", Instant.class);
        var problem = row.get("problem", String.class);
        var attempts = row.get("attempts", Integer.class);
        var mail = attempts == null ? null : mail(row, sent, problem, attempts);
        return new Row(
                row.get("id", UUID.class),
                row.get("named", String.class),
                Optional.ofNullable(row.get("role", String.class))
                        .map(here::roleOf)
                        .orElse(null),
                offered(row.get("projects", String.class), here),
                row.get("inviter", String.class),
                state,
                row.get("created", Instant.class),
                row.get("expires", Instant.class),
                ended,
                row.get("decline_reason", String.class),
                mail,
                problem != null && state == Invitation.State.PENDING);
    }

    private static String mail(Tuple row, Instant sent, String problem, int attempts) {
        var words = say(InvitationWords.class);
        if (sent != null) return row.get("doubtful", Boolean.class) ? words.mailMaybeTwice() : words.mailHandedOver();
        if (problem == null) return words.mailWaits();
        var over = row.get("dead", Instant.class) != null || row.get("dropped", Instant.class) != null;
        var why = Undelivered.said(problem);
        return over ? words.mailFailed(why) : words.mailTried(why, attempts);
    }

    private static List<Offered> offered(String json, Standing here) {
        if (json == null) return List.of();
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(o -> new Offered(
                                new ProjectStanding(
                                        UUID.fromString(o.getString("id")),
                                        o.getString("slug"),
                                        o.getString("name"),
                                        "",
                                        List.of(),
                                        o.getBoolean("public"),
                                        null,
                                        "",
                                        null,
                                        0,
                                        null,
                                        Optional.ofNullable(o.getString("role"))
                                                .map(here::projectRoleOf)
                                                .orElse(null)),
                                here.projectRoleOf(o.getString("offered"))))
                        .toList();
    }
}
