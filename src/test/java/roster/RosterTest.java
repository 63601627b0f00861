package roster;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A test of the running program, with its real database and mail server. Each test founds organizations of its own and
 * gives its people addresses of its own, so that tests share no rows and run in any order.
 *
 * <p>Each subclass is annotated with {@code @QuarkusTest}.
 *
 * <p>The standing cast: Ada founds and owns. Ben holds the next role below, Cleo the least one. Dora is invited. Mallory
 * belongs to another organization, Nemo to none.
 */
@WithTestResource(value = RealDatabase.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = RealMail.class, scope = TestResourceScope.GLOBAL)
public abstract class RosterTest {
    @Inject
    protected EntityManager database;

    private final String world = UUID.randomUUID().toString().substring(0, 8);

    /** The address of somebody of the cast in this test. */
    protected String address(String name) {
        return name.toLowerCase() + "@" + world + ".example.org";
    }

    /** Somebody of the cast, signed in. */
    protected Visitor signedIn(String name) {
        return new Visitor().signIn(address(name));
    }

    /** Founds an organization of this model; answers its slug. */
    protected String found(Visitor founder, String model) {
        var slug = "o-" + UUID.randomUUID().toString().substring(0, 12);
        founder.open("/organizations/new");
        var answer =
                founder.submit("/organizations", java.util.Map.of("name", "Org " + slug, "slug", slug, "model", model));
        if (answer.status() != 200) throw new AssertionError("Founding led to " + answer.status() + answer.text());
        return slug;
    }

    /**
     * Invites somebody of the cast and has them join; answers them, signed in.
     *
     * @param role the key of a role in the organization, or empty for somebody from outside
     * @param projects pairs of a project's slug and the key of a role in it
     */
    protected Visitor join(Visitor inviter, String slug, String name, String role, String... projects) {
        invite(inviter, slug, name, role, projects);
        return accept(slug, name);
    }

    /** Has somebody of the cast, whom this organization has invited, join it; answers them, signed in. */
    protected Visitor accept(String slug, String name) {
        var visitor = signedIn(name);
        visitor.open("/invitations/accept?invitation=" + invitation(slug, name));
        var answer = visitor.submit("/invitations/accept", java.util.Map.of());
        if (!answer.title().startsWith("Welcome")) throw new AssertionError(name + " did not join: " + answer.text());
        return visitor;
    }

    /** Invites somebody of the cast, to the organization, to projects of it, or to both. */
    protected Visitor.Answer invite(Visitor inviter, String slug, String name, String role, String... projects) {
        var fields = new ArrayList<>(List.of("emails", address(name), "role", role));
        for (var i = 0; i < projects.length; i += 2) {
            fields.addAll(List.of("project", projects[i], "projectRole", projects[i + 1]));
        }
        var answer = inviter.post("/organizations/" + slug + "/invitations", fields.toArray(String[]::new));
        return answer.status() == 303 ? inviter.open(answer.header("location")) : answer;
    }

    /** Creates a project of this name, private where that is a question; answers its slug. */
    protected String createProject(Visitor creator, String slug, String name) {
        var answer = creator.post("/organizations/" + slug + "/projects", "name", name);
        if (answer.status() != 303) throw new AssertionError("Creating led to " + answer.status() + answer.text());
        return answer.header("location").replaceAll(".*/", "");
    }

    /** Adds somebody of the cast to a project, from its own page, and has them agree; answers them, signed in. */
    protected Visitor collaborate(Visitor inviter, String slug, String project, String name, String role) {
        var answer = inviter.post(
                "/organizations/" + slug + "/projects/" + project + "/collaborators",
                "who",
                address(name),
                "role",
                role);
        if (answer.status() != 303) throw new AssertionError("Adding led to " + answer.status() + answer.text());
        return accept(slug, name);
    }

    /** The one value that a native query answers; parameters are ?1, ?2 and so on. */
    protected Object sql(String query, Object... parameters) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var native_ = database.createNativeQuery(query);
            for (var i = 0; i < parameters.length; i++) native_.setParameter(i + 1, parameters[i]);
            return native_.getSingleResult();
        });
    }

    /** All rows that a native query answers. */
    @SuppressWarnings("unchecked")
    protected List<Object> sqlAll(String query, Object... parameters) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var native_ = database.createNativeQuery(query);
            for (var i = 0; i < parameters.length; i++) native_.setParameter(i + 1, parameters[i]);
            return native_.getResultList();
        });
    }

    /** Changes rows behind the program's back, such as to let time pass. */
    protected int sqlUpdate(String statement, Object... parameters) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var native_ = database.createNativeQuery(statement);
            for (var i = 0; i < parameters.length; i++) native_.setParameter(i + 1, parameters[i]);
            return native_.executeUpdate();
        });
    }

    /** Every row that the organization has, in whatever table; for mails only which there are, as they are sent. */
    protected List<String> everyRow(Object organization) {
        var rows = new ArrayList<String>();
        rows.add((String) sql("select cast(o as text) from organization o where id = ?1", organization));
        for (var table : sqlAll("""
                select table_name from information_schema.columns
                where column_name = 'organization_id' and table_schema = 'public' order by 1""")) {
            var what = table.equals("outbox") ? "id" : "t";
            sqlAll(
                            "select cast(%s as text) from %s t where organization_id = ?1 order by 1"
                                    .formatted(what, table),
                            organization)
                    .forEach(row -> rows.add(table + row.toString()));
        }
        return rows;
    }

    /** The id of a member of the organization, as pages name it. */
    protected UUID member(String slug, String name) {
        return (UUID) sql("""
                select m.id from member m join organization o on o.id = m.organization_id join account a on a.id = m.account_id
                where o.slug = ?1 and a.address = ?2""", slug, address(name));
    }

    /** The id of the newest invitation of the organization to somebody of the cast. */
    protected UUID invitation(String slug, String name) {
        return (UUID) sql("""
                select i.id from invitation i join organization o on o.id = i.organization_id
                where o.slug = ?1 and i.address = ?2 order by i.id desc limit 1""", slug, address(name));
    }

    /** The id of the account of somebody of the cast. */
    protected UUID account(String name) {
        return (UUID) sql("select id from account where address = ?1", address(name));
    }

    /** The id of a collaboration in a project of the organization, as pages name it. */
    protected UUID collaborator(String slug, String project, String name) {
        return (UUID) sql("""
                select c.id from collaborator c join organization o on o.id = c.organization_id
                join project p on p.organization_id = o.id and p.id = c.project_id join account a on a.id = c.account_id
                where o.slug = ?1 and p.slug = ?2 and a.address = ?3""", slug, project, address(name));
    }
}
