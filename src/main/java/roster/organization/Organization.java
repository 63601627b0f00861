package roster.organization;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.branding.Brand;
import roster.mail.Outbox;
import roster.member.Member;
import roster.web.Patience;
import roster.web.Problems;
import roster.web.Text;

/** Owns members and invitations; lives by the access model it was founded with. */
@Entity
public class Organization {
    static final int LONGEST_NAME = 80;
    static final int LONGEST_DESCRIPTION = 500;

    /** The tables that end with the organization, those that refer to others first. */
    private static final List<String> PARTS = List.of(
            "batch_row",
            "batch",
            "join_link",
            "access_request",
            "invitation_visit",
            "invitation_project",
            "invitation",
            "ended_grant",
            "collaborator",
            "project",
            "departure",
            "ownership_offer",
            "logo",
            "member");

    @Id
    public UUID id;

    public String slug;
    public String name;
    public String description;
    public String plan;
    public String model;

    @Column(name = "single_owner")
    public boolean singleOwner;

    public int owners;
    public int revision;

    @Column(name = "project_for_joiners")
    public boolean projectForJoiners;

    /** Whether people without access may ask to join. */
    @Column(name = "takes_requests")
    public boolean takesRequests;

    /** Whether answers to mails that invite people go to the inviter. */
    @Column(name = "reply_to_inviter")
    public boolean replyToInviter;

    /** The colour that it chose, as in {@link roster.branding.Accent}, or null. */
    public String accent;

    /** The digest of its logo, or null. */
    public String logo;

    public Instant created;

    /** How it looks. */
    public Brand brand() {
        return new Brand(id, accent, logo);
    }

    /** What the form of a new organization holds, as typed. */
    public record Founding(String name, String slug, String description, String model) {}

    /** What the form of the settings holds, as typed. */
    public record Settings(
            String name,
            String slug,
            String description,
            String projectForJoiners,
            String takesRequests,
            String replyToInviter,
            Integer revision) {

        /** What the form begins with. */
        static Settings of(Standing here) {
            var now = Panache.getEntityManager().find(Organization.class, here.organization());
            return new Settings(
                    now.name,
                    now.slug,
                    now.description,
                    now.projectForJoiners ? "yes" : null,
                    now.takesRequests ? "yes" : null,
                    now.replyToInviter ? "yes" : null,
                    now.revision);
        }
    }

    /**
     * Founds an organization; the founder becomes its first owner. Answers its slug. Needs a transaction.
     *
     * @throws Problems.Invalid if a field is wrong or the slug is taken
     */
    public static String found(Person founder, Founding form, AccessModels models) {
        var problems = Problems.none();
        var organization = new Organization();
        organization.id = Account.newId();
        organization.name = Text.line(problems, "name", form.name(), 2, LONGEST_NAME);
        organization.slug = Slug.of(problems, form.slug(), organization.name);
        organization.description = Text.lines(problems, "description", form.description(), LONGEST_DESCRIPTION);
        var model = models.find(form.model() == null ? "" : form.model());
        if (model.isEmpty()) problems.add("model", say(OrganizationWords.class).chooseModel());
        problems.stop();

        organization.model = model.get().key();
        organization.singleOwner = model.get().singleOwner();
        if (organization.insert() == 0) throw Slug.taken(organization.slug);
        Member.join(organization.id, founder, model.get().ownerRole(), Given.as(Given.Way.FOUNDER));
        Audit.write(
                organization.id,
                AuditAction.ORGANIZATION_FOUNDED,
                founder,
                organization.id,
                organization.name,
                "Access model: " + model.get().name());
        return organization.slug;
    }

    /**
     * Changes name, slug and description. Answers the slug that holds now. Needs a transaction.
     *
     * @throws Problems.Invalid if a field is wrong or the slug is taken
     */
    public static String change(Standing before, Person actor, Settings form, Access access) {
        var problems = Problems.none();
        var name = Text.line(problems, "name", form.name(), 2, LONGEST_NAME);
        var slug = form.slug() == null ? "" : form.slug().strip();
        if (Slug.problem(slug) != null) problems.add("slug", Slug.problem(slug));
        var description = Text.lines(problems, "description", form.description(), LONGEST_DESCRIPTION);
        problems.stop();
        var now = access.lock(before, Permission.ORGANIZATION_EDIT);
        var givesProjects = now.model().policies().projectForJoiners() && form.projectForJoiners() != null;
        var database = Panache.getEntityManager();
        var organization = database.find(Organization.class, now.organization());
        var takesRequests = form.takesRequests() != null;
        var replyToInviter = form.replyToInviter() != null;
        var details = new StringBuilder();
        difference(details, "Name", now.organizationName(), name);
        difference(details, "Address name", now.slug(), slug);
        difference(details, "Description", now.description(), description);
        difference(details, "A project for everybody who joins", said(now.projectForJoiners()), said(givesProjects));
        difference(details, "People may ask to join", said(organization.takesRequests), said(takesRequests));
        difference(details, "Replies go to the inviter", said(organization.replyToInviter), said(replyToInviter));
        if (details.isEmpty()) return slug;
        if (form.revision() != null && form.revision() != now.revision()) {
            throw new Problems.Invalid(problems.meanwhile("name", name, now.organizationName())
                    .meanwhile("slug", slug, now.slug())
                    .meanwhile("description", description, now.description()));
        }
        organization.name = name;
        organization.slug = slug;
        organization.description = description;
        organization.projectForJoiners = givesProjects;
        organization.takesRequests = takesRequests;
        organization.replyToInviter = replyToInviter;
        organization.revision++;
        try {
            database.flush();
        } catch (ConstraintViolationException e) {
            throw Slug.taken(slug);
        }
        Audit.write(
                now.organization(),
                AuditAction.ORGANIZATION_CHANGED,
                actor,
                now.organization(),
                now.organizationName(),
                details.toString());
        return slug;
    }

    /**
     * What is lost with the organization.
     *
     * @param external how many work on its projects without being members
     */
    public record Contents(long members, long external, long projects, long invitations) {
        /** All of it, in words. */
        public String sentence() {
            return counted(members, "member")
                    + (external == 0 ? "" : ", " + counted(external, "person") + " from outside")
                    + ", " + counted(projects, "project")
                    + ", " + counted(invitations, "open invitation");
        }

        private static String counted(long number, String what) {
            var more = what.equals("person") ? "people" : what + "s";
            return number + " " + (number == 1 ? what : more);
        }
    }

    /** What would be lost now. */
    static Contents contents(Standing here) {
        var row = (Tuple) Panache.getEntityManager()
                .createNativeQuery("""
                        select (select count(*) from member where organization_id = ?1) as members,
                          (select count(*) from member where organization_id = ?1 and role = ?2) as external,
                          (select count(*) from project where organization_id = ?1) as projects,
                          (select count(*) from invitation where organization_id = ?1 and accepted is null
                            and declined is null and revoked is null and dismissed is null and expires > now()) as invitations
                        """, Tuple.class)
                .setParameter(1, here.organization())
                .setParameter(
                        2,
                        here.model().outsiderRole().map(AccessModel.Role::key).orElse(""))
                .getSingleResult();
        var external = row.get("external", Long.class);
        return new Contents(
                row.get("members", Long.class) - external,
                external,
                row.get("projects", Long.class),
                row.get("invitations", Long.class));
    }

    /**
     * Deletes the organization and all that is in it, but not its history. Mails that still wait are not sent. Needs a
     * transaction.
     *
     * @param confirm the organization's slug, typed
     * @throws Problems.Invalid if something else was typed
     */
    public static void delete(Standing before, Person actor, String confirm, Access access) {
        var now = access.lock(before, Permission.ORGANIZATION_DELETE);
        if (confirm == null || !confirm.strip().equals(now.slug())) {
            throw new Problems.Invalid(
                    Problems.none().add("confirm", say(OrganizationWords.class).typeToDelete(now.slug())));
        }
        Audit.write(
                now.organization(),
                AuditAction.ORGANIZATION_DELETED,
                actor,
                now.organization(),
                now.organizationName(),
                "Address name: " + now.slug() + ". Lost: " + contents(now).sentence());
        Outbox.drop(now.organization());
        Patience.during(() -> {
            for (var table : PARTS) delete(table, "organization_id", now.organization());
            delete("organization", "id", now.organization());
        });
    }

    private static void delete(String table, String key, UUID organization) {
        Panache.getEntityManager()
                .createNativeQuery("delete from " + table + " where " + key + " = ?1")
                .setParameter(1, organization)
                .executeUpdate();
    }

    /**
     * Counts owners in or out; the row is locked. The database refuses the last one out and, under a model with a single
     * owner, the second one in.
     */
    public static void countOwners(UUID organization, int change) {
        if (change == 0) return;
        Panache.getEntityManager()
                .createNativeQuery("update organization set owners = owners + ?2 where id = ?1")
                .setParameter(1, organization)
                .setParameter(2, change)
                .executeUpdate();
    }

    private int insert() {
        return Panache.getEntityManager()
                .createNativeQuery("""
                        insert into organization (id, slug, name, description, plan, model, single_owner, owners, created)
                        values (?1, ?2, ?3, ?6, 'standard', ?4, ?5, 1, now()) on conflict (slug) do nothing
                        """)
                .setParameter(1, id)
                .setParameter(2, slug)
                .setParameter(3, name)
                .setParameter(4, model)
                .setParameter(5, singleOwner)
                .setParameter(6, description)
                .executeUpdate();
    }

    private static String said(boolean yes) {
        return yes ? "yes" : "no";
    }

    /** Adds what was changed to the details of an entry in the history. */
    public static void difference(StringBuilder details, String what, String was, String is) {
        if (was.equals(is)) return;
        if (!details.isEmpty()) details.append("; ");
        details.append(what)
                .append(": “")
                .append(was)
                .append("” → “")
                .append(is)
                .append('”');
    }
}
