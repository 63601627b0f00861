package roster.organization;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import roster.access.Access;
import roster.access.AccessModels;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.member.Member;
import roster.web.Problems;
import roster.web.Text;

/** Owns members and invitations; lives by the access model it was founded with. */
@Entity
public class Organization {
    static final int LONGEST_NAME = 80;
    static final int LONGEST_DESCRIPTION = 500;

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

    public Instant created;

    /** What the form of a new organization holds, as typed. */
    public record Founding(String name, String slug, String description, String model) {}

    /** What the form of the settings holds, as typed. */
    public record Settings(String name, String slug, String description, String projectForJoiners, Integer revision) {}

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
        if (model.isEmpty()) problems.add("model", "Choose how people work together here.");
        problems.stop();

        organization.model = model.get().key();
        organization.singleOwner = model.get().singleOwner();
        if (organization.insert() == 0) throw Slug.taken(organization.slug);
        Member.join(organization.id, founder, model.get().ownerRole(), "as founder");
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
        if (form.revision() != null && form.revision() != now.revision()) {
            throw new Problems.Invalid(problems.meanwhile("name", name, now.organizationName())
                    .meanwhile("slug", slug, now.slug())
                    .meanwhile("description", description, now.description()));
        }
        var givesProjects = now.model().policies().projectForJoiners() && form.projectForJoiners() != null;
        var details = new StringBuilder();
        difference(details, "Name", now.organizationName(), name);
        difference(details, "Address name", now.slug(), slug);
        difference(details, "Description", now.description(), description);
        difference(details, "A project for everybody who joins", said(now.projectForJoiners()), said(givesProjects));
        if (details.isEmpty()) return slug;
        var database = Panache.getEntityManager();
        var organization = database.find(Organization.class, now.organization());
        organization.name = name;
        organization.slug = slug;
        organization.description = description;
        organization.projectForJoiners = givesProjects;
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
