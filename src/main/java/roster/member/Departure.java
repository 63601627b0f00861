package roster.member;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.collaborator.Collaborator;
import roster.mail.Outbox;
import roster.organization.Organization;
import roster.request.AccessRequest;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Reader;
import roster.web.Text;

/**
 * That somebody was removed, and what they had: for 30 days it can be given back, once, exactly as it was.
 *
 * @param person name and address, as they were then
 * @param actor who removed them, likewise
 * @param undone when it was given back, or null
 * @param recent whether the 30 days last, by the database's clock
 * @param now what is there now
 */
record Departure(
        UUID id,
        UUID account,
        String person,
        Instant at,
        String actor,
        Instant undone,
        boolean recent,
        Grants grants,
        Present now) {

    /** How long a removal can be undone, as SQL says it. */
    static final String TERM = "interval '30 days'";

    private static final String SELECT = """
            select d.id, d.account_id, d.person, d.at, d.actor, d.undone, d.at > now() - %s as recent,
              cast(d.grants as text) as grants, m.id as member, m.role,
              (select cast(jsonb_object_agg(p.id, jsonb_build_object('public', p.public,
                'creator', p.creator_id = d.account_id, 'id', c.id, 'role', c.role)) as text)
                from project p left join collaborator c on c.organization_id = p.organization_id and c.project_id = p.id
                  and c.account_id = d.account_id
                where p.organization_id = d.organization_id and p.id in
                  (select cast(g ->> 'project' as uuid) from jsonb_array_elements(d.grants -> 'projects') g)) as projects
            from departure d left join member m on m.organization_id = d.organization_id and m.account_id = d.account_id
            where d.organization_id = :organization\s""".formatted(TERM);

    /** What somebody had: the row that said that they are in the organization, and those of their projects. */
    record Grants(
            UUID id,
            String role,
            Instant since,
            Instant granted,
            String grantedBy,
            End end,
            Instant lastSeen,
            List<Work> projects) {

        String toJson() {
            return end.into(new JsonObject())
                    .put("id", id.toString())
                    .put("role", role)
                    .put("since", since.toString())
                    .put("granted", granted.toString())
                    .put("grantedBy", grantedBy)
                    .put("lastSeen", lastSeen.toString())
                    .put(
                            "projects",
                            new JsonArray(projects.stream().map(Work::toJson).toList()))
                    .encode();
        }

        static Grants of(String json) {
            var grants = new JsonObject(json);
            return new Grants(
                    UUID.fromString(grants.getString("id")),
                    grants.getString("role"),
                    Instant.parse(grants.getString("since")),
                    Instant.parse(grants.getString("granted")),
                    grants.getString("grantedBy"),
                    End.of(grants),
                    Instant.parse(grants.getString("lastSeen")),
                    grants.getJsonArray("projects").stream()
                            .map(JsonObject.class::cast)
                            .map(Work::of)
                            .toList());
        }
    }

    /**
     * When a grant ends by itself, and who gave it.
     *
     * @param ends when, or null
     * @param granter the account that gave it, or null
     * @param warned when they were told, or null
     */
    record End(Instant ends, UUID granter, Instant warned) {
        boolean isOver() {
            return ends != null && !ends.isAfter(Clocks.now());
        }

        JsonObject into(JsonObject json) {
            if (ends != null) json.put("ends", ends.toString());
            if (granter != null) json.put("granter", granter.toString());
            if (warned != null) json.put("warned", warned.toString());
            return json;
        }

        static End of(JsonObject json) {
            return new End(
                    instant(json.getString("ends")),
                    Optional.ofNullable(json.getString("granter"))
                            .map(UUID::fromString)
                            .orElse(null),
                    instant(json.getString("warned")));
        }

        private static Instant instant(String text) {
            return text == null ? null : Instant.parse(text);
        }
    }

    /**
     * A collaboration that ended, or that was kept from outside.
     *
     * @param name the project's name then
     * @param kept the key of the role in which they stayed, or null
     */
    record Work(
            UUID id,
            UUID project,
            String name,
            String role,
            Instant since,
            Instant granted,
            String grantedBy,
            End end,
            String kept) {

        JsonObject toJson() {
            return end.into(new JsonObject())
                    .put("id", id.toString())
                    .put("project", project.toString())
                    .put("name", name)
                    .put("role", role)
                    .put("since", since.toString())
                    .put("granted", granted.toString())
                    .put("grantedBy", grantedBy)
                    .put("kept", kept);
        }

        static Work of(JsonObject work) {
            return new Work(
                    UUID.fromString(work.getString("id")),
                    UUID.fromString(work.getString("project")),
                    work.getString("name"),
                    work.getString("role"),
                    Instant.parse(work.getString("since")),
                    Instant.parse(work.getString("granted")),
                    work.getString("grantedBy"),
                    End.of(work),
                    work.getString("kept"));
        }

        /** Project and role, as lists show them. */
        String sentence(AccessModel model) {
            return name + ": "
                    + model.projectRole(role).map(AccessModel.Role::name).orElse(role);
        }
    }

    /**
     * What the person is by now.
     *
     * @param member the row that says that they are in the organization, or null
     * @param role its role, or null
     * @param projects those of the grants' projects that are still there, by id
     */
    record Present(UUID member, String role, Map<String, Place> projects) {}

    /** A project as it is, and what the person is in it, or null. */
    record Place(boolean isPublic, boolean isCreator, String collaborator, String role) {}

    /** What was given back, and for each grant that was not, why. */
    record Undoing(String name, List<String> lost) {}

    /** Writes down what somebody has, who is about to be removed; answers its id. The caller holds the lock. */
    static UUID write(
            Standing now, Person actor, Account person, Member target, Doors doors, Map<UUID, AccessModel.Role> kept) {
        var projects = Collaborator.allOf(now, person.id).stream()
                .map(c -> new Work(
                        c.id,
                        c.projectId,
                        doors.projects().stream()
                                .filter(work -> work.id().equals(c.id))
                                .findFirst()
                                .orElseThrow()
                                .name(),
                        c.role,
                        c.since,
                        c.granted,
                        c.grantedBy,
                        new End(c.ends, c.granterId, c.warned),
                        kept.containsKey(c.id) ? kept.get(c.id).key() : null))
                .sorted(Comparator.comparing(Work::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        var grants = new Grants(
                target.id,
                target.role,
                target.since,
                target.granted,
                target.grantedBy,
                new End(target.ends, target.granterId, target.warned),
                target.lastSeen,
                projects);
        var id = Account.newId();
        Panache.getEntityManager()
                .createNativeQuery("""
                        insert into departure (organization_id, id, account_id, person, at, actor, grants)
                        values (?1, ?2, ?3, ?4, now(), ?5, cast(?6 as jsonb))""")
                .setParameter(1, now.organization())
                .setParameter(2, id)
                .setParameter(3, person.id)
                .setParameter(4, person.label())
                .setParameter(5, actor.label())
                .setParameter(6, grants.toJson())
                .executeUpdate();
        return id;
    }

    /** Forgets what could be given back to somebody who has left by themselves (DT-09). The caller holds the lock. */
    static void forget(Standing now, UUID account) {
        Panache.getEntityManager()
                .createNativeQuery(
                        "delete from departure where organization_id = ?1 and account_id = ?2 and undone is null")
                .setParameter(1, now.organization())
                .setParameter(2, account)
                .executeUpdate();
    }

    /** The same of the project that the standing is about. */
    static void forgetProject(Standing now, UUID account) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        update departure set grants = jsonb_set(grants, '{projects}', coalesce(
                          (select jsonb_agg(g) from jsonb_array_elements(grants -> 'projects') g where g ->> 'project' <> ?3),
                          cast('[]' as jsonb)))
                        where organization_id = ?1 and account_id = ?2 and undone is null""")
                .setParameter(1, now.organization())
                .setParameter(2, account)
                .setParameter(3, now.project().id().toString())
                .executeUpdate();
    }

    /**
     * Gives back what was taken, as far as the organization's rules allow it now. Needs a transaction.
     *
     * @throws NotFoundException if there was no such removal
     * @throws Conflict if it was undone already, is too long ago, or nothing of it can be given back
     */
    static Undoing undo(Standing before, Person actor, UUID id, Access access) {
        var now = access.lock(before, Permission.MEMBER_MANAGE);
        var departure = read(Panache.getEntityManager(), now, "and d.id = :id", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(NotFoundException::new);
        var obstacle = departure.obstacle(now);
        if (obstacle != null) throw new Conflict(obstacle);
        departure.claim(now);
        var person = Panache.getEntityManager().find(Account.class, departure.account);
        var role = now.roleOf(departure.grants.role);
        departure.restoreMember(now, person, role);
        var given = departure.grants.projects.stream()
                .filter(work -> departure.obstacle(now, work) == null && !departure.holds(work))
                .toList();
        given.forEach(work -> restore(now, person, work));
        var projects = given.stream().map(work -> work.sentence(now.model())).toList();
        var lost = departure.lost(now);
        var written = Reader.ANYBODY.hear(() -> departure.lost(now));
        Audit.write(
                now.organization(),
                AuditAction.MEMBER_RESTORED,
                actor,
                person.id,
                person.label(),
                String.join(
                                "; ",
                                Stream.concat(Stream.of(role.name()), projects.stream())
                                        .toList())
                        + (lost.isEmpty() ? "" : ". Not given back: " + String.join(" ", written)));
        Outbox.restored(now, actor, person, role, projects);
        return new Undoing(person.name, lost);
    }

    /** Why nothing can be given back, as a sentence; null if something can. */
    public String obstacle(Standing viewer) {
        var words = say(MemberWords.class);
        if (undone != null) return words.wasUndone();
        if (!recent) return words.tooLateToUndo();
        var model = viewer.model();
        var role = model.organizationRole(grants.role);
        if (role.isEmpty()) return words.roleIsGone();
        if (grants.end.isOver()) return words.endedMeanwhile();
        var is = Optional.ofNullable(now.role).map(viewer::roleOf);
        if (is.isPresent() && !model.isOutsider(is.get())) {
            return words.memberAgain(is.get().name());
        }
        if (!model.isOutsider(role.get())) return membershipObstacle(viewer, role.get());
        var anything = grants.projects.stream().anyMatch(work -> obstacle(viewer, work) == null && !holds(work));
        return anything ? null : words.nothingToGiveBack(String.join(" ", lost(viewer)));
    }

    private static String membershipObstacle(Standing viewer, AccessModel.Role role) {
        if (viewer.model().singleOwner() && viewer.model().isOwner(role)) {
            return say(MemberWords.class).oneAlready(role.name());
        }
        return Member.grantObstacle(viewer, role).map(Member.Obstacle::sentence).orElse(null);
    }

    /** For each project that cannot be given back, why. */
    public List<String> lost(Standing viewer) {
        return grants.projects.stream()
                .map(work -> obstacle(viewer, work))
                .filter(sentence -> sentence != null)
                .toList();
    }

    /** All that they had, in words. */
    public List<String> had(Standing viewer) {
        var all = new ArrayList<String>();
        all.add(viewer.model()
                .organizationRole(grants.role)
                .map(AccessModel.Role::name)
                .orElse(grants.role));
        grants.projects.forEach(work -> all.add(work.sentence(viewer.model())));
        return all;
    }

    private String obstacle(Standing viewer, Work work) {
        var words = say(MemberWords.class);
        var model = viewer.model();
        var place = now.projects.get(work.project.toString());
        if (place == null) return words.projectDeleted(work.name);
        if (work.end.isOver()) return words.projectEndedMeanwhile(work.name);
        // Only its creator has a role of their own in a public project (BM-18).
        if (place.isPublic && !place.isCreator) return words.projectPublic(work.name);
        var role = model.projectRole(work.role);
        var member = model.organizationRole(grants.role);
        if (role.isEmpty() || member.isEmpty() || !model.isEligible(member.get(), role.get())) {
            return words.projectRoleIsGone(work.name);
        }
        if (place.collaborator == null || holds(work)) return null;
        var keptAsItWas = place.collaborator.equals(work.id.toString()) && place.role.equals(work.kept);
        return keptAsItWas
                ? null
                : words.worksAgain(work.name, viewer.projectRoleOf(place.role).name());
    }

    /** Whether this was kept as it is, so that there is nothing to give back. */
    private boolean holds(Work work) {
        var place = now.projects.get(work.project.toString());
        return place != null && work.id.toString().equals(place.collaborator) && work.role.equals(place.role);
    }

    /** Compare-and-set: whoever comes second finds it undone. */
    private void claim(Standing now) {
        var claimed = Panache.getEntityManager()
                .createNativeQuery("""
                        update departure set undone = now() where organization_id = ?1 and id = ?2 and undone is null
                          and at > now() - """ + " " + TERM)
                .setParameter(1, now.organization())
                .setParameter(2, id)
                .executeUpdate();
        if (claimed == 0) throw new Conflict(say(MemberWords.class).undoneMeanwhile());
    }

    /** Puts the row back, under its own id, also in place of one that somebody from outside has by now. */
    private void restoreMember(Standing now, Account person, AccessModel.Role role) {
        var database = Panache.getEntityManager();
        var present = Member.of(now.organization(), person.id).orElse(null);
        if (present != null && now.model().isOutsider(role)) return;
        if (present != null && !present.id.equals(grants.id)) {
            database.remove(present);
            database.flush();
            present = null;
        }
        var member = present == null ? new Member() : present;
        if (present == null) {
            member.id = grants.id;
            member.organizationId = now.organization();
            member.accountId = person.id;
            member.lastSeen = grants.lastSeen;
            member.sortName = Text.sortKey(person.name);
            member.search = Account.search(person.name, person.username, person.email);
        }
        member.role = grants.role;
        member.since = grants.since;
        member.granted = grants.granted;
        member.grantedBy = grants.grantedBy;
        member.ends = grants.end.ends();
        member.granterId = grants.end.granter();
        member.warned = grants.end.warned();
        if (present == null) database.persist(member);
        Organization.countOwners(now.organization(), now.model().isOwner(role) ? 1 : 0);
        if (!now.model().isOutsider(role)) AccessRequest.settle(now.organization(), person.id);
    }

    private static void restore(Standing now, Account person, Work work) {
        var there = Collaborator.allOf(now, person.id).stream()
                .filter(c -> c.id.equals(work.id))
                .findFirst();
        var collaborator = there.orElseGet(Collaborator::new);
        if (there.isEmpty()) {
            collaborator.id = work.id;
            collaborator.organizationId = now.organization();
            collaborator.projectId = work.project;
            collaborator.accountId = person.id;
            collaborator.sortName = Text.sortKey(person.name);
            collaborator.search = Account.search(person.name, person.username, person.email);
        }
        collaborator.role = work.role;
        collaborator.since = work.since;
        collaborator.granted = work.granted;
        collaborator.grantedBy = work.grantedBy;
        collaborator.ends = work.end.ends();
        collaborator.granterId = work.end.granter();
        collaborator.warned = work.end.warned();
        if (there.isEmpty()) Panache.getEntityManager().persist(collaborator);
    }

    /** Reads departures of the organization, with what is there now, in one statement. */
    @SuppressWarnings("unchecked")
    static List<Departure> read(EntityManager database, Standing here, String rest, Map<String, Object> parameters) {
        var query = database.createNativeQuery(SELECT + rest, Tuple.class)
                .setParameter("organization", here.organization());
        parameters.forEach(query::setParameter);
        return ((List<Tuple>) query.getResultList()).stream().map(Departure::of).toList();
    }

    private static Departure of(Tuple row) {
        var projects = new HashMap<String, Place>();
        var json = row.get("projects", String.class);
        if (json != null) {
            new JsonObject(json).forEach(entry -> {
                var place = (JsonObject) entry.getValue();
                projects.put(
                        entry.getKey(),
                        new Place(
                                place.getBoolean("public"),
                                place.getBoolean("creator"),
                                place.getString("id"),
                                place.getString("role")));
            });
        }
        return new Departure(
                row.get("id", UUID.class),
                row.get("account_id", UUID.class),
                row.get("person", String.class),
                row.get("at", Instant.class),
                row.get("actor", String.class),
                row.get("undone", Instant.class),
                row.get("recent", Boolean.class),
                Grants.of(row.get("grants", String.class)),
                new Present(row.get("member", UUID.class), row.get("role", String.class), projects));
    }
}
