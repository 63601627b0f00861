package roster.organization;

import static roster.web.Reader.say;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import roster.access.Access;
import roster.access.AccessModel.Role;
import roster.access.Permission;
import roster.access.Standing;
import roster.collaborator.Collaborator;
import roster.invitation.Invitation;
import roster.web.Chart;
import roster.web.Reader;

/**
 * An organization at a glance: as much of it as the viewer may see elsewhere, and what is to be done first. One statement
 * answers all of it; what the viewer may not see is not asked for, and null.
 *
 * @param members how many have which role
 * @param invitations how many there are in which state
 * @param moves who came and went in which month
 * @param endings access that ends soon, the next first: one's own, and that of others
 * @param lone projects which fewer than two people run
 * @param steps what whoever is alone here does first
 * @param second what to do while nobody else can manage members
 */
public record Overview(
        Chart members,
        Chart invitations,
        Chart moves,
        Some<Ending> endings,
        Some<Lone> lone,
        List<Step> steps,
        Second second) {

    /** How many rows a list shows here. */
    private static final int MOST = 10;

    /** From so many on, states are not counted further, as on the page of invitations. */
    private static final int MOST_COUNTED = 1000;

    private static final int MONTHS = 12;

    /** The same of the members with one role, of whom the index of that order tells without the rows. */
    private static final int MOST_MEMBERS = 10_000;

    private static final String MEMBERS =
            "(select count(*) from (select from member where organization_id = :organization and role = :role%d limit %d) x) as members%1$d";

    /** Those of them whose role is over: few, as it is put away within minutes. */
    private static final String OVER = """
            (select cast(json_object_agg(role, number) as text) from (select role, count(*) as number from member
              where organization_id = :organization and ends <= now() group by role) x) as over""";

    /** People by month: of joins, who joined; of departures, who is gone. Project access, too, is part of the history, and not meant. */
    private static final String MOVES = """
            (select cast(json_agg(json_build_array(side, month, people)) as text) from (
              select 0 as side, width_bucket(at, cast(:months as timestamptz[])) as month,
                count(distinct case when action in ('INVITATION_ACCEPTED', 'ORGANIZATION_FOUNDED') then actor_id else target_id end) as people
              from audit_entry where organization_id = :organization and id >= :since and (
                action in ('MEMBER_JOINED_BY_LINK', 'MEMBER_RESTORED', 'ORGANIZATION_FOUNDED')
                or action in ('INVITATION_ACCEPTED', 'REQUEST_APPROVED') and details like 'Joined as %') group by 2
              union all
              select 1, width_bucket(at, cast(:months as timestamptz[])), count(distinct target_id) from audit_entry
              where organization_id = :organization and id >= :since and action in ('MEMBER_REMOVED', 'MEMBER_LEFT', 'ACCESS_ENDED')
                and details like 'Was %' and left(details, length(cast(:outsiders as text))) <> :outsiders group by 2) x) as moves""";

    private static final String SOON = "%1$s.ends > now() and %1$s.ends <= now() + interval '30 days'";

    /** Some rows of a list, and whether there are more. */
    public record Some<T>(List<T> rows, boolean more) {
        static <T> Some<T> of(List<T> read) {
            return new Some<>(read.subList(0, Math.min(MOST, read.size())), read.size() > MOST);
        }
    }

    /** @param project the name of the project that it is about, or null if it is the organization */
    public record Ending(UUID account, String name, String role, String project, String slug, Instant ends) {}

    /** @param name who runs the project, or null if nobody does */
    public record Lone(String slug, String project, UUID account, String name) {}

    /** One of the first things to do, by its name in the words. */
    public record Step(String key, boolean done, boolean next) {}

    /**
     * @param role what to make somebody, so that they can manage members too
     * @param invited whether somebody who could is invited already
     * @param others whether there is somebody whose role could be changed
     */
    public record Second(Role role, boolean invited, boolean others) {}

    static Overview read(EntityManager database, Standing here) {
        var asked = new Asked(here);
        var query = database.createNativeQuery(asked.sql(), Tuple.class);
        asked.bind(query);
        var row = (Tuple) query.getSingleResult();
        return new Overview(
                asked.people ? members(here, row) : null,
                asked.invites ? invitations(here, row) : null,
                asked.history ? moves(asked.months, row) : null,
                Some.of(list(row, "endings", one -> ending(here, one))),
                asked.people && row.get("has_project", Boolean.class)
                        ? Some.of(list(row, "lone", Overview::lone))
                        : null,
                row.get("alone", Boolean.class) ? steps(here, row) : List.of(),
                asked.manages ? second(here, row) : null);
    }

    /** What the viewer may know, as a statement. */
    private static final class Asked {
        private final Standing here;
        private final boolean people;
        private final boolean invites;
        private final boolean history;
        private final boolean manages;
        private final List<Instant> months = months();

        Asked(Standing here) {
            this.here = here;
            people = here.may(Permission.MEMBER_VIEW);
            invites = here.may(Permission.MEMBER_INVITE);
            history = people && here.may(Permission.AUDIT_VIEW);
            manages = people && here.may(Permission.MEMBER_MANAGE);
        }

        String sql() {
            var parts = new ArrayList<String>();
            parts.add(
                    "not exists (select from member m where m.organization_id = :organization and m.account_id <> :viewer) as alone");
            parts.add("exists (select from project p%s where p.organization_id = :organization%s) as has_project"
                    .formatted(viewer(), visible()));
            parts.add("exists (select from invitation i where i.organization_id = :organization and %s) as invited"
                    .formatted(Invitation.PENDING));
            parts.add("(select cast(json_agg(e) as text) from (%s) e) as endings".formatted(endings()));
            if (people) {
                for (var i = 0; i < counted(here).size(); i++) parts.add(MEMBERS.formatted(i, MOST_MEMBERS));
                parts.add(OVER);
            }
            if (people) parts.add("(%s) as lone".formatted(lone()));
            if (history) parts.add(MOVES);
            if (invites) {
                for (var state : Invitation.State.LISTED) {
                    parts.add(
                            "(select count(*) from (select from invitation where organization_id = :organization and %s limit %d) x) as %s"
                                    .formatted(state.condition(), MOST_COUNTED, state.key()));
                }
            }
            if (manages) {
                parts.add(
                        "exists (select from member m where m.organization_id = :organization and m.role in (:managing) and m.account_id <> :viewer and %s) as second"
                                .formatted(Access.LASTING.formatted("m")));
                parts.add(
                        "exists (select from invitation i where i.organization_id = :organization and i.role in (:managing) and %s) as second_invited"
                                .formatted(Invitation.PENDING));
            }
            return "select " + String.join(", ", parts);
        }

        void bind(Query query) {
            var model = here.model();
            query.setParameter("organization", here.organization()).setParameter("viewer", here.account());
            if (!here.isMember() || people) query.setParameter("outside", outside());
            if (people) {
                for (var i = 0; i < counted(here).size(); i++) {
                    query.setParameter("role" + i, counted(here).get(i).key());
                }
                query.setParameter("running", Collaborator.running(model));
                query.setParameter("everywhere", keys(model.rolesWith(Permission.COLLABORATOR_MANAGE)));
            }
            if (manages) query.setParameter("managing", keys(model.rolesWith(Permission.MEMBER_MANAGE)));
            if (history) {
                query.setParameter(
                        "months", "{" + months.stream().map(Instant::toString).collect(Collectors.joining(",")) + "}");
                query.setParameter("since", first(months.get(0)));
                query.setParameter("outsiders", outsiders());
            }
        }

        /** How the history begins to tell of somebody from outside who is gone; nothing else begins so. */
        private String outsiders() {
            return here.model().outsiderRole().map(role -> "Was " + role.name()).orElse("-");
        }

        private List<String> outside() {
            return Collaborator.outside(here.model());
        }

        /** What the viewer is in each project {@code p}. */
        private String viewer() {
            return " left join collaborator v on v.organization_id = p.organization_id and v.project_id = p.id and v.account_id = :viewer and "
                    + Access.LASTING.formatted("v")
                    + (here.isMember() ? "" : " and v.role in (:outside)");
        }

        /** The condition that the viewer may see the project. */
        private String visible() {
            if (here.model().seesEveryProject(here.role())) return "";
            return " and (v.id is not null"
                    + (here.model().inPublicProjects(here.role()).isPresent() ? " or p.public" : "") + ")";
        }

        private String endings() {
            return """
                    select * from (
                      (select m.account_id as account, a.name, m.role, cast(null as text) as project, cast(null as text) as slug, m.ends
                        from member m join account a on a.id = m.account_id
                        where m.organization_id = :organization and %1$s%3$s order by m.ends limit %5$d)
                      union all
                      (select c.account_id, a.name, c.role, p.name, p.slug, c.ends
                        from collaborator c join account a on a.id = c.account_id
                        join project p on p.organization_id = c.organization_id and p.id = c.project_id%6$s
                        where c.organization_id = :organization and %2$s%4$s%7$s order by c.ends limit %5$d)) x
                    order by ends, name limit %5$d""".formatted(
                            SOON.formatted("m"),
                            SOON.formatted("c"),
                            people ? "" : " and m.account_id = :viewer",
                            people ? "" : " and c.account_id = :viewer",
                            MOST + 1,
                            viewer(),
                            visible());
        }

        /** Counts as whoever takes somebody out of a project counts: nobody whose access ends by itself. */
        private String lone() {
            return """
                    with everywhere as materialized (select m.account_id from member m
                      where m.organization_id = :organization and m.role in (:everywhere) and m.ends is null limit 2)
                    select cast(json_agg(l) as text) from (
                      select p.slug, p.name as project, a.id as account, a.name from project p%s
                      cross join lateral (select array(select account_id from everywhere
                        union (select c.account_id from collaborator c
                          join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
                          where c.organization_id = p.organization_id and c.project_id = p.id and c.role in (:running) and %s)
                        limit 2) as people) r
                      left join account a on a.id = r.people[1]
                      where p.organization_id = :organization and (select count(*) from everywhere) < 2
                        and cardinality(r.people) < 2%s
                      order by p.sort_name, p.id limit %d) l""".formatted(viewer(), Collaborator.STAYING, visible(), MOST + 1);
        }
    }

    private static Chart members(Standing here, Tuple row) {
        var words = say(OverviewWords.class);
        var over = Optional.ofNullable(row.get("over", String.class))
                .map(JsonObject::new)
                .orElseGet(JsonObject::new);
        var roles = counted(here);
        var rows = IntStream.range(0, roles.size())
                .mapToObj(i -> new Chart.Row(
                        roles.get(i).name(),
                        here.path() + "/members?role=" + roles.get(i).key(),
                        List.of(count(
                                row.get("members" + i, Long.class),
                                MOST_MEMBERS,
                                over.getLong(roles.get(i).key(), 0L)))))
                .toList();
        return bars("members", words.membersByRole(), words.role(), rows);
    }

    private static Chart invitations(Standing here, Tuple row) {
        var words = say(OverviewWords.class);
        var rows = Invitation.State.LISTED.stream()
                .map(state -> new Chart.Row(
                        words.stateNamed(state.key()),
                        here.path() + "/invitations?state=" + state.key(),
                        List.of(count(row.get(state.key(), Long.class), MOST_COUNTED, 0))))
                .toList();
        return bars("invitations", words.invitationsByState(), words.state(), rows);
    }

    /** The roles whose members are counted. */
    private static List<Role> counted(Standing here) {
        var model = here.model();
        return model.organizationRoles().stream()
                .filter(role -> role.assignable() || model.policies().externals())
                .toList();
    }

    /** How many there are without those that are over; that there are more, if no more than so many were counted. */
    private static Chart.Count count(long number, int most, long over) {
        if (number < most) return Chart.Count.of(number - over);
        var count = Chart.Count.of(number);
        return new Chart.Count(number, say(OverviewWords.class).more(count.text()));
    }

    private static Chart bars(String id, String title, String head, List<Chart.Row> rows) {
        var words = say(OverviewWords.class);
        var summary = rows.stream()
                .map(row -> words.each(row.label(), row.counts().get(0).text()))
                .collect(Collectors.joining(", "));
        return new Chart(id, title, summary, head, List.of(words.number()), rows);
    }

    private static Chart moves(List<Instant> months, Tuple row) {
        var words = say(OverviewWords.class);
        var reader = Reader.current();
        var numbers = new long[2][MONTHS + 1];
        for (var move : array(row, "moves")) {
            var entry = (JsonArray) move;
            numbers[entry.getInteger(0)][entry.getInteger(1)] = entry.getLong(2);
        }
        // What happened before the first of these months is no part of them.
        numbers[0][0] = numbers[1][0] = 0;
        var pattern = DateTimeFormatter.ofPattern(words.monthPattern(), reader.language())
                .withZone(reader.zone());
        var rows = IntStream.range(0, MONTHS)
                .mapToObj(i -> new Chart.Row(
                        pattern.format(months.get(i)),
                        year(months.get(i).atZone(reader.zone()), i == 0),
                        null,
                        List.of(Chart.Count.of(numbers[0][i + 1]), Chart.Count.of(numbers[1][i + 1]))))
                .toList();
        var joined = Chart.Count.of(
                IntStream.range(0, MONTHS + 1).mapToLong(i -> numbers[0][i]).sum());
        var left = Chart.Count.of(
                IntStream.range(0, MONTHS + 1).mapToLong(i -> numbers[1][i]).sum());
        return new Chart(
                "moves",
                words.comingAndGoing(),
                words.joinedAndLeft(joined.text(), left.text()),
                words.month(),
                List.of(words.joined(), words.left()),
                rows);
    }

    /** The year is said where it begins, and at the first month. */
    private static String year(ZonedDateTime month, boolean first) {
        return first || month.getMonthValue() == 1 ? String.valueOf(month.getYear()) : null;
    }

    private static Ending ending(Standing here, JsonObject row) {
        var project = row.getString("project");
        var key = row.getString("role");
        return new Ending(
                UUID.fromString(row.getString("account")),
                row.getString("name"),
                (project == null ? here.roleOf(key) : here.projectRoleOf(key)).name(),
                project,
                row.getString("slug"),
                OffsetDateTime.parse(row.getString("ends")).toInstant());
    }

    private static Lone lone(JsonObject row) {
        var account = row.getString("account");
        return new Lone(
                row.getString("slug"),
                row.getString("project"),
                account == null ? null : UUID.fromString(account),
                row.getString("name"));
    }

    /** Those that the viewer may take, in their order; none once all are done. */
    private static List<Step> steps(Standing here, Tuple row) {
        Map<String, Boolean> done = new LinkedHashMap<>();
        if (here.may(Permission.MEMBER_INVITE)) done.put("invite", row.get("invited", Boolean.class));
        if (here.may(Permission.PROJECT_CREATE)) done.put("project", row.get("has_project", Boolean.class));
        if (here.may(Permission.ORGANIZATION_EDIT)) {
            done.put("settings", here.revision() > 0 || !here.description().isEmpty());
        }
        var next = done.entrySet().stream()
                .filter(step -> !step.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
        if (next.isEmpty()) return List.of();
        return done.entrySet().stream()
                .map(step ->
                        new Step(step.getKey(), step.getValue(), step.getKey().equals(next.get())))
                .toList();
    }

    private static Second second(Standing here, Tuple row) {
        if (row.get("second", Boolean.class)) return null;
        return smallest(here)
                .map(role ->
                        new Second(role, row.get("second_invited", Boolean.class), !row.get("alone", Boolean.class)))
                .orElse(null);
    }

    /** The role with the fewest rights that lets somebody manage members, among those that the viewer can give. */
    private static Optional<Role> smallest(Standing here) {
        var model = here.model();
        return here.grantable().stream()
                .filter(model.rolesWith(Permission.MEMBER_MANAGE)::contains)
                .min(Comparator.comparingInt(role -> model.rights(role).size()));
    }

    /** When each of the last twelve months began by the reader's clock, this one last. */
    private static List<Instant> months() {
        var zone = Reader.current().zone();
        var now = YearMonth.now(zone);
        return IntStream.range(0, MONTHS)
                .mapToObj(i -> now.minusMonths(MONTHS - 1L - i)
                        .atDay(1)
                        .atStartOfDay(zone)
                        .toInstant())
                .toList();
    }

    /** The smallest id, of version 7, of that moment. */
    private static UUID first(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }

    private static List<String> keys(List<Role> roles) {
        // A list in SQL cannot be empty; no role has an empty key.
        return roles.isEmpty() ? List.of("") : roles.stream().map(Role::key).toList();
    }

    private static <T> List<T> list(Tuple row, String column, Function<JsonObject, T> read) {
        return array(row, column).stream().map(JsonObject.class::cast).map(read).toList();
    }

    private static JsonArray array(Tuple row, String column) {
        var json = row.get(column, String.class);
        return json == null ? new JsonArray() : new JsonArray(json);
    }
}
