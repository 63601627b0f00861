package roster.invitation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Address;
import roster.account.Person;
import roster.audit.AuditAction;
import roster.mail.Outbox;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Settings;
import roster.web.Text;

/** Makes invitations and renews them: the two ways to a new link, under the same ceiling and the same limits. */
@ApplicationScoped
public class Inviting {
    private static final int LONGEST_PASTE = 20_000;
    private static final int MOST_PROJECTS = 50;

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
     */
    public record Form(String emails, String role, String message, List<String> projects, List<String> projectRoles) {

        /** The role that the form offers in the project of this slug; empty if none. */
        public String roleIn(String project) {
            var at = projects.indexOf(project);
            return at < 0 || at >= projectRoles.size() ? "" : projectRoles.get(at);
        }
    }

    /** What an invitation is to hold: a role in the organization, roles in projects, or both. */
    private record Content(Optional<AccessModel.Role> role, Map<Standing, AccessModel.Role> projects) {}

    /** Somebody to invite. @param named the address as typed, or the username by which they were named */
    private record Invitee(String named, Address address) {
        boolean isByUsername() {
            return !named.equals(address.typed());
        }

        /** How messages name the person. */
        String shown() {
            return isByUsername() ? named : address.value();
        }
    }

    /**
     * What an invited person is in the organization already.
     *
     * @param role the organization role, or null
     * @param projects the projects that they work on
     */
    private record Known(AccessModel.Role role, Set<UUID> projects) {}

    /** What became of one address. */
    public enum Outcome {
        INVITED("Invited."),
        RENEWED("Invited anew: an earlier invitation had expired."),
        ADDED("Had an open invitation; this was added to it, and the link sent anew."),
        ALREADY_INVITED("Has an open invitation already; nothing was sent. Renew that one to send it again."),
        ALREADY_MEMBER("Is a member already; nothing was sent."),
        ALREADY_COLLABORATOR("Has all of this already; nothing was sent.");

        private final String sentence;

        Outcome(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }

        public boolean isSent() {
            return this == INVITED || this == RENEWED || this == ADDED;
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
        var message = Text.lines(problems, "message", form.message(), Invitation.LONGEST_MESSAGE);
        var role = Optional.ofNullable(form.role())
                .filter(key -> !key.isEmpty())
                .map(key -> before.model().organizationRole(key).filter(AccessModel.Role::assignable));
        var chosen = projectRoles(problems, before.model(), form);
        if (role.isPresent() && role.get().isEmpty() || role.isEmpty() && chosen.isEmpty()) {
            problems.add("role", "Choose a role, or a role in at least one project.");
        }
        var people = people(problems, "emails", form.emails(), before);
        problems.stop();

        var now = access.lock(before, Permission.MEMBER_INVITE);
        var projects = new LinkedHashMap<Standing, AccessModel.Role>();
        chosen.forEach((slug, projectRole) -> access.standing(now.account(), now.slug(), slug)
                .filter(s -> s.may(Permission.PROJECT_VIEW))
                .ifPresentOrElse(
                        s -> projects.put(s, projectRole),
                        () -> problems.add("project", "There is no project “" + slug + "” that you can see.")));
        problems.stop();
        var content = new Content(role.flatMap(Function.identity()), projects);
        return keep(now, inviter, offer(now, inviter, people, "emails", content, message));
    }

    /**
     * Invites somebody to one project. Needs a transaction.
     *
     * @param before about the project
     * @param who an address or a username
     * @throws Problems.Invalid if a field is wrong, a limit would be passed, or there is nothing to offer
     * @throws Refused if the person may not invite to this project, or not to this role
     */
    public Result inviteTo(Standing before, Person inviter, String who, String roleKey) {
        var problems = Problems.none();
        var role = before.model().projectRole(roleKey == null ? "" : roleKey);
        if (role.isEmpty()) problems.add("role", "Choose a role.");
        var people = people(problems, "who", who, before);
        if (people.size() > 1) problems.add("who", "Name one person.");
        problems.stop();
        var now = access.lock(before, Permission.COLLABORATOR_INVITE);
        var content = new Content(Optional.empty(), Map.of(now, role.get()));
        var result = offer(now, inviter, people, "who", content, "").get(0);
        if (!result.outcome().isSent()) {
            throw new Problems.Invalid(
                    problems.add("who", result.email() + ": " + result.outcome().sentence()));
        }
        return result;
    }

    /** Makes, adds to, or sends anew what each person does not have yet. The caller holds the lock. */
    private List<Result> offer(
            Standing now, Person inviter, List<Invitee> people, String field, Content content, String message) {
        content.role().filter(role -> !now.canGrant(role)).ifPresent(role -> {
            throw Invitation.refused(now, Permission.MEMBER_INVITE, role);
        });
        content.projects().forEach((project, role) -> {
            if (project.project().isPublic()) {
                throw new Problems.Invalid(Problems.none()
                        .add(
                                field,
                                "The project " + project.project().name()
                                        + " is public: everybody in the organization works on it."));
            }
            if (!Invitation.canOffer(project, role)) {
                throw Invitation.refused(project, Permission.COLLABORATOR_INVITE, role);
            }
        });
        var values = people.stream().map(p -> p.address().value()).toList();
        var known = known(now, values);
        var live = live(now, values);
        var problems = Problems.none();
        var results = new LinkedHashMap<Invitee, Outcome>();
        for (var person : people) {
            results.put(
                    person,
                    outcome(
                            now,
                            person,
                            known.get(person.address().value()),
                            live.get(person.address().value()),
                            content));
            ineligible(
                            now,
                            known.get(person.address().value()),
                            live.get(person.address().value()),
                            content)
                    .ifPresent(why -> problems.add(field, person.named() + ": " + why));
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
                .ifPresent(sentence -> problems.add(field, sentence));
        problems.stop();
        for (var person : toSend) {
            make(
                    now,
                    inviter,
                    person,
                    results.get(person),
                    known.get(person.address().value()),
                    live.get(person.address().value()),
                    content,
                    message);
        }
        return results.entrySet().stream()
                .map(entry -> new Result(entry.getKey().named(), entry.getValue()))
                .toList();
    }

    /** What there is to do about one person. */
    private Outcome outcome(Standing now, Invitee person, Known known, Invitation live, Content content) {
        var member = known != null && !now.model().isOutsider(known.role());
        var wantsRole = content.role().isPresent() && !member;
        var wanted = content.projects().keySet().stream()
                .map(s -> s.project().id())
                .filter(id -> known == null || !known.projects().contains(id))
                .toList();
        if (!wantsRole && wanted.isEmpty()) {
            return content.projects().isEmpty() ? Outcome.ALREADY_MEMBER : Outcome.ALREADY_COLLABORATOR;
        }
        if (live == null) return Outcome.INVITED;
        if (live.state() != Invitation.State.PENDING) return Outcome.RENEWED;
        var offered =
                live.parts(now.model()).stream().map(Invitation.Part::project).toList();
        var adds = wantsRole && live.role == null || !offered.containsAll(wanted);
        return adds ? Outcome.ADDED : Outcome.ALREADY_INVITED;
    }

    /** Why somebody cannot have one of the project roles (AA-06, BM-17), as a sentence. */
    private Optional<String> ineligible(Standing now, Known known, Invitation live, Content content) {
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
            return Optional.of("is not in the organization. Here only its own people work on projects: "
                    + "invite them to the organization first, with this project.");
        }
        return content.projects().values().stream()
                .filter(role -> !model.isEligible(becomes.get(), role))
                .findFirst()
                .map(role -> "cannot be " + role.name() + " as " + becomes.get().name()
                        + ". Choose another role, or invite them to the organization too.");
    }

    private void make(
            Standing now,
            Person inviter,
            Invitee person,
            Outcome outcome,
            Known known,
            Invitation live,
            Content content,
            String message) {
        var invitation = live == null ? create(now, person) : live;
        var member = known != null && !now.model().isOutsider(known.role());
        var role =
                content.role().filter(r -> !member).map(AccessModel.Role::key).orElse(null);
        // Who named the person by username must not see the address that another typed.
        if (outcome != Outcome.ADDED || person.isByUsername()) invitation.named = person.named();
        if (outcome != Outcome.ADDED) {
            invitation.email = person.address().typed();
            invitation.role = role;
            invitation.inviterId = inviter.id();
            invitation.message = message;
            if (live != null) live.clear();
        } else if (invitation.role == null && role != null) {
            invitation.role = role;
            invitation.answers(inviter);
        }
        var own = invitation.inviterId.equals(inviter.id());
        if (own && !message.isEmpty()) invitation.message = message;
        // A link of its own from the start; the row has to be there before its projects.
        link.renew(invitation);
        if (!database.contains(invitation)) database.persist(invitation);
        var offered = outcome == Outcome.ADDED
                ? invitation.parts(now.model()).stream()
                        .map(Invitation.Part::project)
                        .toList()
                : List.<UUID>of();
        content.projects().forEach((project, projectRole) -> {
            var id = project.project().id();
            var has = known != null && known.projects().contains(id);
            if (!has && !offered.contains(id)) invitation.add(id, projectRole, inviter.id());
        });
        // Who adds to what others offer does not prolong it.
        var term = outcome == Outcome.ADDED && !invitation.isGrantable(now, access) ? invitation.expires : term();
        send(
                now,
                inviter,
                invitation,
                own ? invitation.message : message,
                term,
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
        invitation.needGrantable(now, access);
        if (invitation.role == null && invitation.parts(now.model()).isEmpty()) {
            throw new Conflict("The projects of this invitation are gone; invite the person again.");
        }
        var state = invitation.state();
        if (state == Invitation.State.ACCEPTED || state == Invitation.State.REVOKED) {
            throw new Conflict("This invitation has ended; invite the person again.");
        }
        var known = known(now, List.of(invitation.address)).get(invitation.address);
        if (known != null && has(now.model(), known, invitation)) {
            throw new Conflict(
                    invitation.role == null
                            ? "This person has all of this already."
                            : "This person is a member already.");
        }
        var live = live(now, List.of(invitation.address)).get(invitation.address);
        if (live != null && !live.id.equals(invitation.id)) {
            throw new Conflict("There is a newer invitation to this address.");
        }
        limits.over(
                        now.organization(),
                        inviter.id(),
                        Map.of(invitation.address, invitation.shown()),
                        state == Invitation.State.PENDING ? 0 : 1)
                .ifPresent(sentence -> {
                    throw new Conflict(sentence);
                });
        // Whoever sends it, answers for it from now on.
        invitation.answers(inviter);
        for (var part : invitation.parts(now.model())) invitation.add(part.project(), part.role(), inviter.id());
        send(now, inviter, invitation, invitation.message, term(), AuditAction.INVITATION_RENEWED);
        return invitation;
    }

    private static boolean has(AccessModel model, Known known, Invitation invitation) {
        return (invitation.role == null || !model.isOutsider(known.role()))
                && invitation.parts(model).stream()
                        .allMatch(part -> known.projects().contains(part.project()));
    }

    /** What became of the addresses of one form, for the person who sent it. */
    public Optional<Batch> batch(UUID organization, UUID account, UUID id) {
        var rows = database.createNativeQuery("""
                        select cast(results as text) from invitation_batch
                        where organization_id = ?1 and id = ?2 and account_id = ?3
                        """, String.class)
                .setParameter(1, organization)
                .setParameter(2, id)
                .setParameter(3, account)
                .getResultList();
        if (rows.isEmpty()) return Optional.empty();
        var results = new JsonArray((String) rows.get(0))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(o -> new Result(o.getString("email"), Outcome.valueOf(o.getString("outcome"))))
                        .toList();
        return Optional.of(new Batch(id, results));
    }

    private static Map<String, AccessModel.Role> projectRoles(Problems problems, AccessModel model, Form form) {
        var chosen = new LinkedHashMap<String, AccessModel.Role>();
        if (form.projects().size() != form.projectRoles().size()) {
            problems.add("project", "Each project needs a role beside it.");
            return chosen;
        }
        for (var i = 0; i < form.projects().size(); i++) {
            var slug = form.projects().get(i).strip();
            var key = form.projectRoles().get(i);
            if (slug.isEmpty() || key.isEmpty()) continue;
            model.projectRole(key)
                    .ifPresentOrElse(
                            role -> chosen.put(slug, role),
                            () -> problems.add("project", "Choose one of the roles of projects here."));
        }
        if (chosen.size() > MOST_PROJECTS)
            problems.add("project", "One invitation holds at most " + MOST_PROJECTS + " projects.");
        return chosen;
    }

    /** The people that a text names: by address, and, where somebody can be named so here, by username. */
    private List<Invitee> people(Problems problems, String field, String typed, Standing here) {
        var text = Text.lines(problems, field, typed == null ? "" : typed, LONGEST_PASTE);
        if (problems.get(field) != null) return List.of();
        var pasted = Address.read(text);
        var people = new ArrayList<Invitee>();
        pasted.addresses().forEach(address -> people.add(new Invitee(address.typed(), address)));
        var wrong = new ArrayList<String>();
        for (var word : pasted.wrong()) {
            byUsername(word, here).ifPresentOrElse(people::add, () -> wrong.add(word));
        }
        if (!wrong.isEmpty()) {
            var some = wrong.stream().limit(5).map(w -> "“" + w + "”").toList();
            var more = wrong.size() > 5 ? " and " + (wrong.size() - 5) + " more" : "";
            problems.add(
                    field,
                    "Not a mail address, nor a username known here: " + String.join(", ", some) + more
                            + ". Nothing was sent.");
        } else if (people.isEmpty()) {
            problems.add(field, "Enter at least one mail address.");
        }
        var values = new HashSet<String>();
        people.removeIf(person -> !values.add(person.address().value()));
        return people;
    }

    /**
     * The one person of this username who can be written to. Where the model has people named by mail address (C9), only
     * those who are in the organization already are found.
     */
    private Optional<Invitee> byUsername(String username, Standing here) {
        var anybody = here.model().policies().namesByUsername();
        var found = database.createNativeQuery("""
                        select a.email from account a where lower(a.username) = ?2 and a.email_verified
                          and (?3 or exists (select from member m where m.organization_id = ?1 and m.account_id = a.id)) limit 2""", String.class)
                .setParameter(1, here.organization())
                .setParameter(2, username.toLowerCase(Locale.ROOT))
                .setParameter(3, anybody)
                .getResultList();
        if (found.size() != 1) return Optional.empty();
        return Address.parse((String) found.get(0)).map(address -> new Invitee(username, address));
    }

    private Invitation create(Standing now, Invitee person) {
        var invitation = new Invitation();
        invitation.id = Account.newId();
        invitation.organizationId = now.organization();
        invitation.email = person.address().typed();
        invitation.named = person.named();
        invitation.address = person.address().value();
        invitation.created = Instant.now();
        invitation.expires = invitation.created;
        return invitation;
    }

    /** A new generation, a term, a mail and an entry in the history. */
    private void send(
            Standing now, Person sender, Invitation invitation, String message, Instant expires, AuditAction action) {
        invitation.generation++;
        invitation.expires = expires;
        invitation.declined = null;
        invitation.declineReason = null;
        invitation.dismissed = null;
        link.renew(invitation);
        database.flush();
        Outbox.invitation(now, sender, invitation, message);
        var content = invitation.content(now.model());
        invitation.write(action, sender, content.substring(0, 1).toUpperCase(Locale.ROOT) + content.substring(1));
    }

    /** When a link ends that is made now. */
    private Instant term() {
        return Instant.now().plus(settings.invitations().term());
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
                        insert into invitation_batch (organization_id, id, account_id, created, results)
                        values (?1, ?2, ?3, now(), cast(?4 as jsonb))
                        """)
                .setParameter(1, now.organization())
                .setParameter(2, id)
                .setParameter(3, inviter.id())
                .setParameter(4, json.encode())
                .executeUpdate();
        return new Batch(id, results);
    }

    /** What people with these verified addresses are in the organization already. */
    @SuppressWarnings("unchecked")
    private Map<String, Known> known(Standing now, List<String> addresses) {
        List<Tuple> rows = database.createNativeQuery("""
                        select a.address, m.role, c.project_id from account a
                        join member m on m.account_id = a.id and m.organization_id = ?1
                        left join collaborator c on c.account_id = a.id and c.organization_id = ?1
                        where a.address in (?2) and a.email_verified""", Tuple.class)
                .setParameter(1, now.organization())
                .setParameter(2, addresses)
                .getResultList();
        var known = new HashMap<String, Known>();
        for (var row : rows) {
            var role = now.roleOf(row.get("role", String.class));
            var one = known.computeIfAbsent(
                    row.get("address", String.class), address -> new Known(role, new HashSet<>()));
            if (row.get("project_id") != null) one.projects().add(row.get("project_id", UUID.class));
        }
        return known;
    }

    private Map<String, Invitation> live(Standing now, List<String> addresses) {
        var live = new HashMap<String, Invitation>();
        database.createQuery("""
                        from Invitation where organizationId = ?1 and address in ?2 and accepted is null
                          and declined is null and revoked is null and dismissed is null
                        """, Invitation.class)
                .setParameter(1, now.organization())
                .setParameter(2, addresses)
                .getResultList()
                .forEach(invitation -> live.put(invitation.address, invitation));
        return live;
    }
}
