package roster.invitation;

import static roster.web.Reader.say;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Lasting;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Address;
import roster.account.Person;
import roster.audit.AuditAction;
import roster.mail.Outbox;
import roster.request.AccessRequest;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Settings;

/** Makes invitations and renews them: the two ways to a new link, under the same ceiling and the same limits. */
@ApplicationScoped
public class Inviting {
    private final EntityManager database;
    private final Access access;
    private final Link link;
    private final Limits limits;
    private final Settings settings;

    Inviting(EntityManager database, Access access, Link link, Limits limits, Settings settings) {
        this.database = database;
        this.access = access;
        this.link = link;
        this.limits = limits;
        this.settings = settings;
    }

    /**
     * What the form holds, as typed.
     *
     * @param role the key of a role in the organization; empty for projects only
     * @param projects slugs of projects
     * @param projectRoles the keys of the roles in them, in the same order; an empty one leaves its project out
     * @param term how long the link is to live, such as 7d; empty for the usual time
     * @param lasts how long the role in the organization lasts, as {@link Lasting} reads it
     * @param projectLasts the same for the projects, in their order; or none
     * @param reminds whether the person is reminded before the link expires
     */
    public record Form(
            String emails,
            String role,
            String message,
            List<String> projects,
            List<String> projectRoles,
            String term,
            String lasts,
            List<String> projectLasts,
            boolean reminds) {

        /** An offer for as long as is usual, of access that does not end by itself. */
        public Form(String emails, String role, String message, List<String> projects, List<String> projectRoles) {
            this(emails, role, message, projects, projectRoles, "", "", List.of(), true);
        }

        /** The role that the form offers in the project of this slug; empty if none. */
        public String roleIn(String project) {
            return beside(project, projectRoles);
        }

        /** How long the role in the project of this slug lasts, as typed. */
        public String lastsIn(String project) {
            return beside(project, projectLasts);
        }

        private String beside(String project, List<String> values) {
            var at = projects.indexOf(project);
            return at < 0 || at >= values.size() ? "" : values.get(at);
        }
    }

    /** What an invitation is to hold: a role in the organization, roles in projects, or both. */
    record Content(Draft draft, Map<Standing, Draft.Place> projects) {
        Optional<AccessModel.Role> role() {
            return draft.role().map(Draft.Place::role);
        }
    }

    /** What became of one address; before anything is done, what would become of it. */
    public enum Outcome {
        INVITED,
        RENEWED,
        ADDED,
        ALREADY_INVITED,
        ALREADY_MEMBER,
        ALREADY_COLLABORATOR,
        SENT_ANEW,
        REVOKED;

        public String sentence() {
            return say(InvitationWords.class).outcome(name());
        }

        /** The same before it has happened. */
        public String foreseen() {
            return say(InvitationWords.class).foreseen(name());
        }

        public boolean isSent() {
            return this == INVITED || this == RENEWED || this == ADDED || this == SENT_ANEW;
        }
    }

    /** One address of the form and what became of it. */
    public record Result(String email, Outcome outcome) {}

    /** @param id where the results can be read again */
    public record Batch(UUID id, List<Result> results) {
        public long sent() {
            return results.stream().filter(r -> r.outcome().isSent()).count();
        }
    }

    /**
     * Invites each address to all that the form says and they do not have yet. All or nothing as to wrong input and limits.
     * Needs a transaction.
     *
     * @throws Problems.Invalid if a field is wrong or a limit would be passed; then nothing is sent
     * @throws Refused if the person may not invite, or not to one of these roles
     */
    public Batch invite(Standing before, Person inviter, Form form) {
        var problems = Problems.none();
        var draft = Draft.read(problems, before.model(), form);
        var people = Invitee.read(problems, "emails", form.emails(), before);
        problems.stop();
        var now = access.lock(before, Permission.MEMBER_INVITE);
        return keep(now, inviter, offerFrom("emails", now, inviter, people, content(now, draft)));
    }

    /**
     * Invites one person, as one row of many says. Needs a transaction.
     *
     * @throws Problems.Invalid if a field is wrong
     * @throws Limits.Reached if a limit is in the way
     * @throws Refused if the person may not invite, or not to one of these roles
     */
    public Outcome inviteOne(Standing before, Person inviter, Form form) {
        var problems = Problems.none();
        var draft = Draft.read(problems, before.model(), form);
        var people = Invitee.read(problems, "emails", form.emails(), before);
        if (people.size() > 1) problems.add("emails", say(InvitationWords.class).nameOne());
        problems.stop();
        var now = access.lock(before, Permission.MEMBER_INVITE);
        return offer(now, inviter, people, "emails", content(now, draft)).get(0).outcome();
    }

    /** The draft with its projects as the person sees them now. @throws Problems.Invalid if they do not see one */
    private Content content(Standing now, Draft draft) {
        var problems = Problems.none();
        var places = access.standings(
                now.account(), now.organization(), draft.projects().keySet());
        var content = content(problems, places, draft);
        problems.stop();
        return content;
    }

    /** The same with the projects that there are, by slug; adds a problem for one that the person does not see. */
    static Content content(Problems problems, Map<String, Standing> places, Draft draft) {
        var projects = new LinkedHashMap<Standing, Draft.Place>();
        draft.projects().forEach((slug, place) -> Optional.ofNullable(places.get(slug))
                .filter(project -> project.may(Permission.PROJECT_VIEW))
                .ifPresentOrElse(
                        project -> projects.put(project, place),
                        () -> problems.add("project", say(InvitationWords.class).noSuchProject(slug))));
        return new Content(draft, projects);
    }

    /**
     * Invites somebody to one project. Needs a transaction.
     *
     * @param before about the project
     * @param who an address or a username
     * @param lasts how long the role lasts, as {@link Lasting} reads it
     * @throws Problems.Invalid if a field is wrong, a limit would be passed, or there is nothing to offer
     * @throws Refused if the person may not invite to this project, or not to this role
     */
    public Result inviteTo(Standing before, Person inviter, String who, String roleKey, String lasts) {
        var problems = Problems.none();
        var role = before.model().projectRole(roleKey == null ? "" : roleKey);
        if (role.isEmpty()) problems.add("role", say(InvitationWords.class).chooseRole());
        var lasting = Lasting.read(problems, "lasts", lasts);
        var people = Invitee.read(problems, "who", who, before);
        if (people.size() > 1) problems.add("who", say(InvitationWords.class).nameOne());
        problems.stop();
        var now = access.lock(before, Permission.COLLABORATOR_INVITE);
        var draft = new Draft(Optional.empty(), Map.of(), "", Optional.empty(), true);
        var content = new Content(draft, Map.of(now, new Draft.Place(role.get(), lasting)));
        var result = offerFrom("who", now, inviter, people, content).get(0);
        if (!result.outcome().isSent()) {
            throw new Problems.Invalid(
                    problems.add("who", result.email() + ": " + result.outcome().sentence()));
        }
        return result;
    }

    /** @throws Refused if the person may not give all of this; @throws Problems.Invalid if it cannot be given */
    private static void needGrantable(Standing now, Content content, String field) {
        content.role().ifPresent(role -> now.needGrant(role, Permission.MEMBER_INVITE));
        content.projects().forEach((project, place) -> {
            if (project.project().isPublic()) {
                throw new Problems.Invalid(Problems.none().add(field, isPublic(project)));
            }
            if (!Invitation.canOffer(project, place.role())) {
                throw Invitation.refused(project, Permission.COLLABORATOR_INVITE, place.role());
            }
        });
    }

    /** Why nobody is invited to a public project. */
    static String isPublic(Standing project) {
        return say(InvitationWords.class).isPublic(project.project().name());
    }

    /** The same as {@link #offer}, with a limit in the way as a problem at the field. */
    private List<Result> offerFrom(String field, Standing now, Person inviter, List<Invitee> people, Content content) {
        try {
            return offer(now, inviter, people, field, content);
        } catch (Limits.Reached e) {
            throw new Problems.Invalid(Problems.none().add(field, e.getMessage()));
        }
    }

    /** Makes, adds to, or sends anew what each person does not have yet. The caller holds the lock. */
    private List<Result> offer(Standing now, Person inviter, List<Invitee> people, String field, Content content) {
        needGrantable(now, content, field);
        var values = people.stream().map(p -> p.address().value()).toList();
        var known = Known.of(now, values);
        var live = live(now, values);
        var offered = offered(now, live.values());
        var problems = Problems.none();
        var results = new LinkedHashMap<Invitee, Outcome>();
        for (var person : people) {
            var is = known.get(person.address().value());
            var has = live.get(person.address().value());
            results.put(person, outcome(now.model(), is, has, offered, content));
            ineligible(now, is, has, content).ifPresent(why -> problems.add(field, person.named() + ": " + why));
        }
        problems.stop();
        var toSend =
                results.keySet().stream().filter(p -> results.get(p).isSent()).toList();
        var fresh = toSend.stream().filter(p -> results.get(p) != Outcome.ADDED).count();
        limits.over(
                        now.organization(),
                        inviter.id(),
                        toSend.stream()
                                .collect(Collectors.toMap(p -> p.address().value(), Invitee::shown)),
                        (int) fresh)
                .ifPresent(over -> {
                    throw new Limits.Reached(over);
                });
        for (var person : toSend) {
            var is = known.get(person.address().value());
            var has = live.get(person.address().value());
            make(now, inviter, person, results.get(person), is, has, content);
        }
        return results.entrySet().stream()
                .map(entry -> new Result(entry.getKey().named(), entry.getValue()))
                .toList();
    }

    /** What there is to do about one person. */
    static Outcome outcome(
            AccessModel model,
            Known known,
            Invitation live,
            Map<UUID, Map<UUID, AccessModel.Role>> allOffered,
            Content content) {
        var wantsRole = content.role().isPresent() && !Known.isMember(model, known);
        var wanted = content.projects().keySet().stream()
                .map(s -> s.project().id())
                .filter(id -> known == null || !known.projects().contains(id))
                .toList();
        if (!wantsRole && wanted.isEmpty()) {
            return content.projects().isEmpty() ? Outcome.ALREADY_MEMBER : Outcome.ALREADY_COLLABORATOR;
        }
        if (live == null) return Outcome.INVITED;
        if (live.state() != Invitation.State.PENDING) return Outcome.RENEWED;
        var offered = allOffered.getOrDefault(live.id, Map.of()).keySet();
        var adds = wantsRole && live.role == null || !offered.containsAll(wanted);
        return adds ? Outcome.ADDED : Outcome.ALREADY_INVITED;
    }

    /** Why somebody cannot have one of the project roles (AA-06, BM-17), as a sentence. */
    static Optional<String> ineligible(Standing now, Known known, Invitation live, Content content) {
        var model = now.model();
        var offered = content.role().or(() -> Optional.ofNullable(live)
                .filter(invitation -> invitation.state() == Invitation.State.PENDING)
                .flatMap(invitation -> Optional.ofNullable(invitation.role))
                .map(now::roleOf));
        var becomes = Optional.ofNullable(known)
                .map(Known::role)
                .filter(held -> !model.isOutsider(held))
                .or(() -> offered)
                .or(model::outsiderRole);
        if (becomes.isEmpty() && !content.projects().isEmpty()) {
            return Optional.of(say(InvitationWords.class).notInOrganization());
        }
        return content.projects().values().stream()
                .map(Draft.Place::role)
                .filter(role -> !model.isEligible(becomes.get(), role))
                .findFirst()
                .map(role -> say(InvitationWords.class)
                        .cannotBe(role.name(), becomes.get().name()));
    }

    private void make(
            Standing now,
            Person inviter,
            Invitee person,
            Outcome outcome,
            Known known,
            Invitation live,
            Content content) {
        var invitation = live == null ? create(now, person) : live;
        var draft = content.draft();
        var role = draft.role().filter(r -> !Known.isMember(now.model(), known));
        var added = outcome == Outcome.ADDED;
        // Who named the person by username must not see the address that another typed.
        if (!added || person.isByUsername()) invitation.named = person.named();
        if (!added) {
            invitation.email = person.address().typed();
            invitation.inviterId = inviter.id();
            invitation.offers(role);
            if (live != null) live.clear();
        } else if (invitation.role == null && role.isPresent()) {
            invitation.offers(role);
            invitation.answers(inviter);
        }
        var own = invitation.inviterId.equals(inviter.id());
        if (!added || own && !draft.message().isEmpty()) invitation.message = draft.message();
        // Who adds to what others offer does not prolong it.
        var until = invitation.expires;
        if (!added || invitation.isGrantable(now, access)) {
            if (!added || draft.term().isPresent()) {
                invitation.hours = draft.term().orElse(usual()).hours();
            }
            if (!added) invitation.reminds = draft.reminds();
            until = invitation.term().end(Clocks.now());
        }
        // A link of its own from the start; the row has to be there before its projects.
        link.renew(invitation);
        if (!database.contains(invitation)) database.persist(invitation);
        var offered = added
                ? invitation.parts(now.model()).stream()
                        .map(Invitation.Part::project)
                        .toList()
                : List.<UUID>of();
        content.projects().forEach((project, place) -> {
            var id = project.project().id();
            var has = known != null && known.projects().contains(id);
            if (!has && !offered.contains(id)) invitation.add(id, place.role(), place.lasting(), inviter.id());
        });
        send(
                now,
                inviter,
                invitation,
                own ? invitation.message : draft.message(),
                until,
                outcome == Outcome.INVITED ? AuditAction.INVITATION_SENT : AuditAction.INVITATION_RENEWED);
    }

    /**
     * Starts a new term with a new link for the same offer, before or after it expired or was declined; the old link
     * dies. Needs a transaction.
     *
     * @param before about the organization, or about a project that the offer holds
     * @throws Conflict if it was accepted or revoked, if another is open for this address, or at a limit
     * @throws Refused if the person could not make this very offer now
     */
    public Invitation renew(Standing before, Person inviter, UUID id) {
        var now = access.lock(before, Invitation.inviting(before));
        var invitation = Invitation.find(now, id);
        if (now.project() != null) invitation.part(now);
        return renew(now, inviter, invitation);
    }

    /**
     * The same, for the organization's invitation of this id, as somebody has asked for. The caller holds the lock.
     *
     * @throws Conflict if it was accepted or revoked, if another is open for this address, or at a limit
     * @throws Refused if the person could not make this very offer now
     */
    public Invitation renewAsked(Standing now, Person inviter, UUID id) {
        return renew(now, inviter, Invitation.find(now, id));
    }

    private Invitation renew(Standing now, Person inviter, Invitation invitation) {
        invitation.needGrantable(now, access);
        if (invitation.role == null && invitation.parts(now.model()).isEmpty()) {
            throw new Conflict(say(InvitationWords.class).projectsGone());
        }
        return sendAnew(now, inviter, invitation, Event.RENEWED);
    }

    /**
     * Sends the offer to another address that somebody has proved to own, with a new link, as they have asked for. The
     * caller holds the lock.
     *
     * @throws Conflict if it has ended, if they have an invitation already, or at a limit
     * @throws Refused if the person could not make this very offer now
     */
    public Invitation readdress(Standing now, Person inviter, UUID id, Address to) {
        var invitation = Invitation.find(now, id);
        invitation.needGrantable(now, access);
        Event.READDRESSED.need(invitation.state(), say(InvitationWords.class).inviteAgain());
        if (live(now, List.of(to.value())).containsKey(to.value())) {
            throw new Conflict(say(InvitationWords.class).addressInvited());
        }
        invitation.email = to.typed();
        invitation.named = to.typed();
        invitation.address = to.value();
        return sendAnew(now, inviter, invitation, Event.READDRESSED);
    }

    private Invitation sendAnew(Standing now, Person inviter, Invitation invitation, Event event) {
        var state = invitation.state();
        event.need(state, say(InvitationWords.class).inviteAgain());
        if (invitation.isLate(now.model())) {
            throw new Conflict(say(InvitationWords.class).accessOver());
        }
        var known = Known.of(now, invitation);
        if (Known.hasAll(now.model(), known, invitation)) {
            throw new Conflict(
                    invitation.role == null
                            ? say(InvitationWords.class).hasAll()
                            : say(InvitationWords.class).isMember());
        }
        var live = live(now, List.of(invitation.address)).get(invitation.address);
        if (live != null && !live.id.equals(invitation.id)) {
            throw new Conflict(say(InvitationWords.class).newerInvitation());
        }
        limits.over(
                        now.organization(),
                        inviter.id(),
                        Map.of(invitation.address, invitation.shown()),
                        state == Invitation.State.PENDING ? 0 : 1)
                .ifPresent(over -> {
                    throw new Limits.Reached(over);
                });
        answerFor(now, invitation, inviter);
        var until = invitation.term().end(Clocks.now());
        send(now, inviter, invitation, invitation.message, until, AuditAction.INVITATION_RENEWED);
        return invitation;
    }

    /** Whether the person has all of it by now, whichever way it came. */
    boolean isMoot(Standing here, Invitation invitation) {
        var known = Known.of(here, invitation);
        return Known.hasAll(here.model(), known, invitation);
    }

    /** Whoever sends it, answers for all of it from then on. */
    private void answerFor(Standing now, Invitation invitation, Person inviter) {
        invitation.answers(inviter);
        for (var part : invitation.parts(now.model())) {
            invitation.add(part.project(), part.role(), part.lasting(), inviter.id());
        }
    }

    /**
     * Changes what an open invitation offers, and until when. The link stays; a mail that has not gone out yet says what
     * is offered now. Needs a transaction.
     *
     * @param before about the organization, or about a project that the offer holds
     * @param seen the revision of the offer that the form showed, or null
     * @throws Problems.Invalid if a field is wrong
     * @throws Conflict if it is no longer open, or was changed meanwhile
     * @throws Refused if the person could not make this offer, as it is or as it is to be
     */
    public Invitation edit(Standing before, Person editor, UUID id, Form form, Integer seen) {
        var problems = Problems.none();
        var draft = Draft.read(problems, before.model(), form);
        problems.stop();
        var now = access.lock(before, Invitation.inviting(before));
        var invitation = Invitation.find(now, id);
        if (now.project() != null) invitation.part(now);
        invitation.needGrantable(now, access);
        Event.EDITED.need(invitation.state(), say(InvitationWords.class).notOpen());
        if (seen != null && seen != invitation.revision) {
            throw new Conflict(say(InvitationWords.class).changedMeanwhile());
        }
        if (draft.role().isPresent()) now.in(null).need(Permission.MEMBER_INVITE);
        var content = content(now, draft);
        needGrantable(now.in(null), content, "project");
        var known = Known.of(now, invitation);
        var is = Known.isMember(now.model(), known);
        ineligible(now, known, null, content).ifPresent(why -> problems.add("project", invitation.named + ": " + why));
        if (is && content.projects().isEmpty()) {
            problems.add("role", say(InvitationWords.class).memberNeedsProject(invitation.named));
        }
        problems.stop();
        invitation.offers(draft.role().filter(role -> !is));
        invitation.clear();
        content.projects()
                .forEach((project, place) ->
                        invitation.add(project.project().id(), place.role(), place.lasting(), editor.id()));
        invitation.inviterId = editor.id();
        invitation.message = draft.message();
        invitation.reminds = draft.reminds();
        draft.term().ifPresent(term -> {
            invitation.hours = term.hours();
            invitation.expires = term.end(Clocks.now());
            invitation.reminded = null;
        });
        invitation.revision++;
        database.flush();
        Outbox.invitationEdited(now, editor, invitation);
        invitation.write(AuditAction.INVITATION_CHANGED, editor, sentence(invitation.content(now.model())));
        return invitation;
    }

    /** What became of the addresses of one form, for the person who sent it. */
    @SuppressWarnings("unchecked")
    public Optional<Batch> batch(UUID organization, UUID account, UUID id) {
        List<Tuple> rows = database.createNativeQuery("""
                        select r.cells ->> 'address' as email, r.outcome from batch b
                        join batch_row r on r.organization_id = b.organization_id and r.batch_id = b.id
                        where b.organization_id = ?1 and b.id = ?2 and b.account_id = ?3 and b.kind = 'FORM'
                        order by r.number""", Tuple.class)
                .setParameter(1, organization)
                .setParameter(2, id)
                .setParameter(3, account)
                .getResultList();
        if (rows.isEmpty()) return Optional.empty();
        var results = rows.stream()
                .map(row ->
                        new Result(row.get("email", String.class), Outcome.valueOf(row.get("outcome", String.class))))
                .toList();
        return Optional.of(new Batch(id, results));
    }

    private Invitation create(Standing now, Invitee person) {
        var invitation = new Invitation();
        invitation.id = Account.newId();
        invitation.organizationId = now.organization();
        invitation.address = person.address().value();
        invitation.created = Clocks.now();
        invitation.expires = invitation.created;
        return invitation;
    }

    /** A new generation, a term, a mail and an entry in the history. */
    private void send(
            Standing now, Person sender, Invitation invitation, String message, Instant expires, AuditAction action) {
        invitation.generation++;
        invitation.revision++;
        invitation.expires = expires;
        invitation.declined = null;
        invitation.declineReason = null;
        invitation.dismissed = null;
        invitation.reminded = null;
        invitation.lapseTold = null;
        link.renew(invitation);
        database.flush();
        AccessRequest.settle(invitation);
        Outbox.invitation(now, sender, invitation, message);
        invitation.write(action, sender, sentence(invitation.content(now.model())));
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** How long a link lives where nobody says otherwise. */
    Term usual() {
        return Term.of(settings.invitations().term());
    }

    private Batch keep(Standing now, Person inviter, List<Result> results) {
        var json = new JsonArray();
        for (var result : results) {
            json.add(new JsonObject()
                    .put("email", result.email())
                    .put("outcome", result.outcome().name()));
        }
        var id = Account.newId();
        database.createNativeQuery("""
                        insert into batch (organization_id, id, account_id, kind, size, created, confirmed, finished, waits)
                        values (?1, ?2, ?3, 'FORM', ?4, now(), now(), now(), '')""")
                .setParameter(1, now.organization())
                .setParameter(2, id)
                .setParameter(3, inviter.id())
                .setParameter(4, results.size())
                .executeUpdate();
        database.createNativeQuery("""
                        insert into batch_row (organization_id, batch_id, number, cells, outcome, done)
                        select ?1, ?2, r.number, jsonb_build_object('address', r.one ->> 'email'), r.one ->> 'outcome', now()
                        from jsonb_array_elements(cast(?3 as jsonb)) with ordinality as r (one, number)""")
                .setParameter(1, now.organization())
                .setParameter(2, id)
                .setParameter(3, json.encode())
                .executeUpdate();
        return new Batch(id, results);
    }

    /** What these invitations offer: by invitation, the role in each project. */
    @SuppressWarnings("unchecked")
    Map<UUID, Map<UUID, AccessModel.Role>> offered(Standing here, Collection<Invitation> invitations) {
        if (invitations.isEmpty()) return Map.of();
        List<Tuple> rows = database.createNativeQuery("""
                        select invitation_id, project_id, role from invitation_project
                        where organization_id = ?1 and invitation_id in (?2)""", Tuple.class)
                .setParameter(1, here.organization())
                .setParameter(2, invitations.stream().map(i -> i.id).toList())
                .getResultList();
        var roles = new HashMap<UUID, Map<UUID, AccessModel.Role>>();
        for (var row : rows) {
            roles.computeIfAbsent(row.get("invitation_id", UUID.class), id -> new HashMap<>())
                    .put(row.get("project_id", UUID.class), here.projectRoleOf(row.get("role", String.class)));
        }
        return roles;
    }

    Map<String, Invitation> live(Standing now, List<String> addresses) {
        var live = new HashMap<String, Invitation>();
        database.createQuery("""
                        from Invitation where organizationId = ?1 and address in ?2 and %s
                        """.formatted(Invitation.LIVE), Invitation.class)
                .setParameter(1, now.organization())
                .setParameter(2, addresses)
                .getResultList()
                .forEach(invitation -> live.put(invitation.address, invitation));
        return live;
    }
}
