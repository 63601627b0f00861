package roster.project;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.exception.ConstraintViolationException;
import roster.access.Access;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.collaborator.Collaborator;
import roster.invitation.Invitation;
import roster.member.Member;
import roster.organization.Organization;
import roster.organization.Slug;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Text;

/** Something that people of an organization work on together, each with a project role. */
@Entity
public class Project {
    static final int LONGEST_NAME = 80;
    static final int LONGEST_DESCRIPTION = 2000;
    static final int LONGEST_TAG = 30;
    static final int MOST_TAGS = 10;
    public static final String PUBLIC = "public";
    public static final String PRIVATE = "private";

    @Id
    public UUID id;

    @PartitionKey
    @Column(name = "organization_id")
    public UUID organizationId;

    public String slug;
    public String name;
    public String description;
    public String[] tags;

    @Column(name = "public")
    public boolean isPublic;

    @Column(name = "creator_id")
    public UUID creatorId;

    public String creator;
    public Instant created;
    public int revision;

    @Column(name = "sort_name")
    public String sortName;

    public String search;

    /**
     * What the form of a project holds, as typed.
     *
     * @param visibility {@code public}, {@code private} or empty, which is private
     * @param revision the revision that the form was filled in at, or null
     */
    public record Form(
            String name, String slug, String description, String tags, String visibility, Integer revision) {}

    /**
     * Creates a project; its creator runs it. Answers its slug. Needs a transaction.
     *
     * @throws Problems.Invalid if a field is wrong or the slug is taken
     * @throws Refused if the person may not create projects
     * @throws Conflict if the organization has as many projects as its model allows (BM-20)
     */
    public static String create(Standing before, Person creator, Form form, Access access) {
        var problems = Problems.none();
        var project = new Project();
        project.name = Text.line(problems, "name", form.name(), 2, LONGEST_NAME);
        project.slug = Slug.of(problems, form.slug(), project.name);
        project.description = Text.lines(problems, "description", form.description(), LONGEST_DESCRIPTION);
        project.tags = tags(problems, form.tags());
        project.isPublic = isPublic(problems, before, form.visibility());
        problems.stop();

        var now = access.lock(before, Permission.PROJECT_CREATE);
        needRoom(now);
        project.insert(now, creator);
        Collaborator.join(now, project.id, creator, now.model().creatorRole(), given(now, Given.Way.CREATOR));
        project.write(AuditAction.PROJECT_CREATED, creator, project.isPublic ? "Public" : "");
        return project.slug;
    }

    /** A private project for somebody who has just joined, which they run (BM-15). The caller holds the lock. */
    public static void createForJoiner(Standing joiner, Person person) {
        var most = joiner.model().policies().mostProjects();
        if (most.isPresent() && count(joiner) >= most.get()) return;
        var project = new Project();
        project.name = cut(person.name() + "’s project", LONGEST_NAME);
        project.slug = "p-" + Account.newId().toString().replace("-", "").substring(8);
        project.description = "";
        project.tags = new String[0];
        project.insert(joiner, person);
        var given = given(joiner, Given.Way.JOINER);
        Collaborator.join(joiner, project.id, person, joiner.model().creatorRole(), given);
        project.write(AuditAction.PROJECT_CREATED, person, "For somebody who joined");
    }

    /**
     * Changes name, slug, description and tags. Answers the slug that holds now. Needs a transaction.
     *
     * @throws Problems.Invalid if a field is wrong, the slug is taken, or somebody else was faster
     */
    public static String change(Standing before, Person actor, Form form, Access access) {
        var problems = Problems.none();
        var name = Text.line(problems, "name", form.name(), 2, LONGEST_NAME);
        var slug = Slug.of(problems, form.slug(), name);
        var description = Text.lines(problems, "description", form.description(), LONGEST_DESCRIPTION);
        var tags = tags(problems, form.tags());
        problems.stop();
        var now = access.lock(before, Permission.PROJECT_EDIT);
        var is = now.project();
        var details = new StringBuilder();
        Organization.difference(details, "Name", is.name(), name);
        Organization.difference(details, "Address name", is.slug(), slug);
        Organization.difference(details, "Description", is.description(), description);
        Organization.difference(details, "Tags", joined(is.tags()), joined(List.of(tags)));
        if (details.isEmpty()) return slug;
        if (form.revision() != null && form.revision() != is.revision()) {
            throw new Problems.Invalid(problems.meanwhile("name", name, is.name())
                    .meanwhile("slug", slug, is.slug())
                    .meanwhile("description", description, is.description())
                    .meanwhile("tags", joined(List.of(tags)), joined(is.tags())));
        }
        var project = find(now);
        project.name = name;
        project.slug = slug;
        project.description = description;
        project.tags = tags;
        project.revision++;
        project.index();
        try {
            Panache.getEntityManager().flush();
        } catch (ConstraintViolationException e) {
            throw Slug.taken(slug);
        }
        Audit.write(now.organization(), AuditAction.PROJECT_CHANGED, actor, is.id(), is.name(), details.toString());
        return slug;
    }

    /**
     * Deletes the project with all access to it, and takes it out of open invitations. Needs a transaction.
     *
     * @param confirm the project's slug, typed
     * @throws Problems.Invalid if something else was typed
     */
    public static void delete(Standing before, Person actor, String confirm, Access access) {
        var now = access.lock(before, Permission.PROJECT_DELETE);
        var project = now.project();
        if (confirm == null || !confirm.strip().equals(project.slug())) {
            throw new Problems.Invalid(
                    Problems.none().add("confirm", say(ProjectWords.class).typeToDelete(project.slug())));
        }
        var database = Panache.getEntityManager();
        Invitation.withdrawProject(now, actor, "The project was deleted");
        var people = Collaborator.endAll(now);
        database.remove(find(now));
        Audit.write(
                now.organization(),
                AuditAction.PROJECT_DELETED,
                actor,
                project.id(),
                project.name(),
                people == 1 ? "One person worked on it" : people + " people worked on it");
    }

    /** @throws Conflict if the organization has as many projects as its model allows (BM-20). The caller holds the lock */
    static void needRoom(Standing now) {
        now.model().policies().mostProjects().filter(most -> count(now) >= most).ifPresent(most -> {
            throw new Conflict(say(ProjectWords.class).allThere(most));
        });
    }

    /**
     * Takes this project out of its organization, with all that hangs on it, and puts it as a private one into another.
     * The caller holds the locks of both.
     *
     * @throws Problems.Invalid if the slug is taken there
     */
    void moveTo(Standing there, String slug) {
        var database = Panache.getEntityManager();
        database.flush();
        needFree(there.organization(), slug);
        database.createNativeQuery("delete from collaborator where organization_id = ?1 and project_id = ?2")
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .executeUpdate();
        database.createNativeQuery("delete from project where organization_id = ?1 and id = ?2")
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .executeUpdate();
        // Nothing that is read from here on is a row of before.
        database.clear();
        organizationId = there.organization();
        this.slug = slug;
        isPublic = false;
        revision++;
        index();
        database.persist(this);
        database.flush();
    }

    /** The tags as a form shows them. */
    public static String joined(List<String> tags) {
        return String.join(", ", tags);
    }

    /** The row of the project that the standing is about. The caller holds the lock. */
    static Project find(Standing now) {
        return Panache.getEntityManager()
                .createQuery("from Project where organizationId = ?1 and id = ?2", Project.class)
                .setParameter(1, now.organization())
                .setParameter(2, now.project().id())
                .getResultList()
                .stream()
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private static boolean isPublic(Problems problems, Standing here, String visibility) {
        if (visibility == null || visibility.isEmpty() || visibility.equals(PRIVATE)) return false;
        if (visibility.equals(PUBLIC) && here.model().hasPublicProjects()) return true;
        problems.add(
                "visibility",
                here.model().hasPublicProjects()
                        ? say(ProjectWords.class).chooseWhoSees()
                        : say(ProjectWords.class).noneOpenHere());
        return false;
    }

    /** Tags, as typed between commas or line ends: each once, in lower case, in the order in which they were typed. */
    private static String[] tags(Problems problems, String typed) {
        var tags = Arrays.stream((typed == null ? "" : typed).split("[,;\\r\\n]"))
                .map(tag -> tag.replaceAll("[\\s\\p{Z}]+", " ").strip())
                .filter(tag -> !tag.isEmpty())
                .limit(MOST_TAGS + 1L)
                .map(tag -> Text.line(problems, "tags", tag, 1, LONGEST_TAG).toLowerCase(Locale.ROOT))
                .map(tag -> Normalizer.normalize(tag, Normalizer.Form.NFC))
                .distinct()
                .toArray(String[]::new);
        if (tags.length > MOST_TAGS)
            problems.add("tags", say(ProjectWords.class).mostTags(MOST_TAGS));
        return tags;
    }

    private void insert(Standing now, Person creator) {
        id = Account.newId();
        organizationId = now.organization();
        creatorId = creator.id();
        this.creator = creator.label();
        created = Clocks.now();
        index();
        needFree(organizationId, slug);
        var database = Panache.getEntityManager();
        database.persist(this);
        database.flush();
    }

    private static void needFree(UUID organization, String slug) {
        var taken = Panache.getEntityManager()
                .createQuery("select 1 from Project where organizationId = ?1 and slug = ?2", Integer.class)
                .setParameter(1, organization)
                .setParameter(2, slug)
                .getResultList();
        if (!taken.isEmpty()) throw Slug.taken(slug);
    }

    private void index() {
        sortName = Text.sortKey(name);
        search = (name + '\n' + slug + '\n' + String.join("\n", tags)).toLowerCase(Locale.ROOT);
    }

    private void write(AuditAction action, Person actor, String details) {
        Audit.write(organizationId, action, actor, id, name, details);
    }

    /** Nobody prolongs their own access by creating a project. */
    private static Given given(Standing creator, Given.Way way) {
        return Given.as(way).until(Member.ends(creator.organization(), creator.account()));
    }

    private static long count(Standing now) {
        return Panache.getEntityManager()
                .createQuery("select count(*) from Project where organizationId = ?1", Long.class)
                .setParameter(1, now.organization())
                .getSingleResult();
    }

    private static String cut(String text, int points) {
        return text.codePointCount(0, text.length()) <= points
                ? text
                : text.substring(0, text.offsetByCodePoints(0, points));
    }
}
