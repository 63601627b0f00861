package roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roster.access.Access;
import roster.access.Permission;
import roster.web.Paged;

/** How many statements a page may cost, and that each finds its rows by an index. */
@QuarkusTest
class BudgetTest extends RosterTest {
    private static final int LIST_PAGE = 6;
    /** Once in ten minutes two notes are written of who was here. */
    private static final int AFTER_ABSENCE = 7;

    private static final int DECISION = 2;
    private static final int INVITATION = 19;

    /** How often each statement is asked for, when it has been planned. */
    private static final int ROUNDS = 5;

    @Inject
    Access access;

    @Inject
    EntityManagerFactory factory;

    /** Keeps the statements of requests and of the test; but not those of the outbox and of batches, which have clocks of their own. */
    @PersistenceUnitExtension
    static class Statements implements StatementInspector {
        static final List<String> ALL = Collections.synchronizedList(new ArrayList<>());
        static volatile Thread test;

        @Override
        public String inspect(String sql) {
            if (Thread.currentThread() == test || isOfARequest()) ALL.add(sql);
            return sql;
        }

        private static boolean isOfARequest() {
            var arc = Arc.container();
            return arc.requestContext().isActive()
                    && arc.instance(CurrentVertxRequest.class).get().getCurrent() != null;
        }
    }

    @BeforeEach
    void listen() {
        Statements.test = Thread.currentThread();
    }

    /** With all that its browser loads for it but pictures, and not compressed. */
    @Test
    void a_full_members_page_weighs_less_than_100_kilobytes() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        Crowd.fill(slug, "viewer", 200);
        sqlUpdate("""
                update account set username = lower(name), email = replace(lower(name), ' ', '.') || '@example.org'
                where issuer = 'crowd' and id in (
                  select account_id from member m join organization o on o.id = m.organization_id where o.slug = ?1)""", slug);
        var page = ada.open("/organizations/" + slug + "/members");
        assertThat(page.page().select("tbody tr")).hasSize(Paged.SIZE);
        var weight = weight(page);
        for (var part : page.page().select("link[rel=stylesheet], script[src]")) {
            weight += weight(ada.open(part.hasAttr("src") ? part.attr("src") : part.attr("href")));
        }
        assertThat(weight).isLessThan(100_000);
    }

    private static int weight(Visitor.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().getBytes(StandardCharsets.UTF_8).length;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/members",
                "/members?sort=-name",
                "/members?sort=-since&role=member",
                "/members?q=grace",
                "/members?sort=last_seen&q=crowd&role=member",
                "/departures",
                "/members/ended",
                "/projects/rain/collaborators/ended",
                "/invitations",
                "/invitations?state=pending",
                "/invitations?state=revoked",
                "/access",
                "/projects",
                "/projects?q=p&tag=x&visibility=private",
                "/projects/rain/collaborators",
                "/projects/rain/invitations",
                "/invitations/new",
                "/requests",
                "/batches",
                "/batches/new",
                "/audit",
                "/audit?who=target",
                "/audit?action=MEMBER_REMOVED"
            })
    void a_list_page_costs_no_more_statements_for_500_rows_than_for_5(String page) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        var path = "/organizations/" + slug + page;
        fill(slug, 1, 5);
        depart(slug, 1, 5);
        var few = statements(ada, path);
        fill(slug, 6, 500);
        depart(slug, 6, 500);
        var many = statements(ada, path);
        assertThat(many).hasSizeLessThanOrEqualTo(few.size()).hasSizeLessThanOrEqualTo(LIST_PAGE);

        var next = ada.last().page().select("a[rel=next]").first();
        if (next != null) assertThat(statements(ada, next.absUrl("href"))).hasSizeLessThanOrEqualTo(few.size());
        sqlUpdate("update member set last_seen = now() - interval '1 day' where id = ?1", member(slug, "Ada"));
        sqlUpdate("""
                update session set last_seen = now() - interval '1 day'
                where account_id = (select id from account where address = ?1)""", address("Ada"));
        assertThat(once(ada, path)).as("after an absence").hasSizeLessThanOrEqualTo(AFTER_ABSENCE);
    }

    @Test
    void the_home_page_costs_as_many_statements_for_500_organizations_and_offers_as_for_5() {
        var ada = signedIn("Ada");
        belong(1, 5);
        var few = statements(ada, "/");
        assertThat(ada.last().page().select("main li")).hasSize(10);
        belong(6, 500);
        var many = statements(ada, "/");
        assertThat(ada.last().page().select("main li")).hasSize(220);
        assertThat(many).hasSameSizeAs(few).hasSizeLessThanOrEqualTo(LIST_PAGE);
    }

    @Test
    void somebodys_access_costs_as_many_statements_for_500_projects_as_for_5() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        join(ada, slug, "Cleo", "member", "rain", "project-read");
        var path = "/organizations/" + slug + "/people/" + account("Cleo");
        employ(slug, 1, 5);
        var few = statements(ada, path);
        assertThat(ada.last().page().select("tbody tr")).hasSize(6);
        employ(slug, 6, 500);
        var many = statements(ada, path);
        assertThat(ada.last().page().select("tbody tr")).hasSize(Paged.SIZE);
        assertThat(many).hasSameSizeAs(few).hasSizeLessThanOrEqualTo(LIST_PAGE);
        var next = ada.last().page().select("a[rel=next]").first();
        assertThat(statements(ada, next.absUrl("href"))).hasSameSizeAs(few);
        awaitMails(slug);
        sqlUpdate("update member set last_seen = now() - interval '1 day' where id = ?1", member(slug, "Ada"));
        sqlUpdate("""
                update session set last_seen = now() - interval '1 day'
                where account_id = (select id from account where address = ?1)""", address("Ada"));
        assertThat(once(ada, path)).as("after an absence").hasSizeLessThanOrEqualTo(AFTER_ABSENCE);
    }

    @Test
    void the_map_of_500_people_and_200_projects_costs_as_many_statements_as_that_of_5_and_6() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        join(ada, slug, "Cleo", "member", "rain", "project-read");
        awaitMails(slug);
        var path = "/organizations/" + slug + "/access/map";
        Crowd.fill(slug + "-few", slug, "member", 3);
        employ(slug, 1, 5);
        var few = statements(ada, path);
        assertThat(ada.last().page().select("tbody tr")).hasSize(5);
        Crowd.fill(slug + "-many", slug, "member", 495);
        employ(slug, 6, 199);
        sqlUpdate("""
                insert into collaborator (organization_id, id, project_id, account_id, role, since, granted, granted_by,
                  sort_name, search)
                select p.organization_id, uuidv7(), p.id, m.account_id, 'project-write', now(), now(), '', '', ''
                from project p join member m on m.organization_id = p.organization_id
                where p.organization_id = (select id from organization where slug = ?1) on conflict do nothing""", slug);
        var many = statements(ada, path);
        assertThat(ada.last().page().select("tbody tr")).hasSize(50);
        assertThat(ada.last().page().select("tbody td")).hasSize(50 * 25);
        assertThat(many).hasSameSizeAs(few).hasSizeLessThanOrEqualTo(LIST_PAGE);
        var deep = "?q=kim&role=project-write";
        assertThat(statements(ada, path + deep)).hasSizeLessThanOrEqualTo(LIST_PAGE);
        var next = ada.last().page().select("a[rel=next]").first();
        assertThat(statements(ada, next.absUrl("href"))).hasSizeLessThanOrEqualTo(LIST_PAGE);
        assertThat(ada.open(path + "?format=csv").body().lines()).hasSize(1 + 500 * 200);
    }

    @Test
    void a_table_of_450_rows_costs_as_many_statements_as_one_of_5() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "member");
        var sizes = new ArrayList<Integer>();
        for (var rows : List.of(5, 5, 450)) {
            var table = new StringBuilder("address,role,projects\n" + address("Dora") + ",member,\n");
            for (var i = 1; i < rows; i++) {
                table.append("p%d@example.org,member,rain=project-read s%d=project-read%n".formatted(i, i));
            }
            Statements.ALL.clear();
            var answer = ada.post("/organizations/" + slug + "/batches", "rows", table.toString(), "role", "");
            sizes.add(Statements.ALL.size());
            assertThat(statements(ada, answer.header("location"))).hasSizeLessThanOrEqualTo(LIST_PAGE);
        }
        assertThat(sizes.get(2)).isLessThanOrEqualTo(sizes.get(1));
    }

    /** A plan that is not found again is made anew each time, and all of them are kept. */
    @Test
    void no_statement_is_planned_anew_each_time() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        var path = "/organizations/" + slug;
        var plans = factory.unwrap(SessionFactory.class).getStatistics();
        var before = 0L;
        for (var round = -2; round < ROUNDS; round++) {
            if (round == 0) before = plans.getQueryPlanCacheMissCount();
            for (var endpoint : Endpoint.all()) {
                var page = endpoint.path().replace("{org}", slug).replace("{project}", "rain");
                if (!endpoint.isChange() && !page.contains("{")) ada.get(page);
            }
            ada.post(path + "/invitations", "emails", "dora" + round + "@example.org", "role", "member");
            ada.post(path + "/batches", "rows", "eve" + round + "@example.org", "role", "member");
            ada.post(path + "/projects/rain/settings", "name", "Rain " + round, "slug", "rain", "description", "");
        }
        // The clocks of the program may come by a statement of theirs for the first time.
        assertThat(plans.getQueryPlanCacheMissCount() - before).isLessThan(ROUNDS);
    }

    @Test
    void a_decision_costs_at_most_two_statements() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 500);
        var account = (UUID) sql("select id from account where address = ?1", address("Ada"));
        var organization = (UUID) sql("select id from organization where slug = ?1", slug);

        Statements.ALL.clear();
        assertThat(QuarkusTransaction.requiringNew().call(() -> access.standing(account, slug)))
                .isPresent();
        assertThat(List.copyOf(Statements.ALL)).hasSizeLessThanOrEqualTo(DECISION);
        Statements.ALL.clear();
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> access.may(account, Permission.MEMBER_MANAGE, organization)))
                .isTrue();
        assertThat(List.copyOf(Statements.ALL)).hasSizeLessThanOrEqualTo(DECISION);
        createProject(ada, slug, "Rain");
        var project = (UUID) sql("select id from project where organization_id = ?1", organization);
        Statements.ALL.clear();
        assertThat(QuarkusTransaction.requiringNew().call(() -> access.standing(account, slug, "rain")))
                .isPresent();
        assertThat(List.copyOf(Statements.ALL)).hasSizeLessThanOrEqualTo(DECISION);
        Statements.ALL.clear();
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> access.may(account, Permission.PROJECT_EDIT, organization, project)))
                .isTrue();
        assertThat(List.copyOf(Statements.ALL)).hasSizeLessThanOrEqualTo(DECISION);
    }

    @Test
    void every_way_to_ask_for_members_uses_an_index() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 20_000);
        sqlUpdate("""
                update member set role = case when sort_name like '%77' then 'admin' else 'restricted-member' end
                where sort_name ~ '(77|3)$' and organization_id = (select id from organization where slug = ?1)""", slug);
        // Rows that came all at once wait beside the index of texts until a vacuum; the planner counts that against it.
        sql("select gin_clean_pending_list('member_search')");
        sqlUpdate("analyze member, account");
        for (var sort : List.of("name", "-name", "since", "-since", "last_seen", "-last_seen")) {
            var index = "member_by_" + sort.replace("-", "");
            for (var filter : List.of(
                    "",
                    "&role=member",
                    "&role=admin",
                    "&q=91@",
                    "&q=kim+0123",
                    "&q=nobody&role=admin",
                    "&q=xx",
                    "&q=kofi")) {
                ada.open("/organizations/" + slug + "/members?sort=" + sort + filter);
                var plan = plan(ada, slug, sort, filter, false);
                if (filter.isEmpty()) assertThat(plan).contains(index).doesNotContain("Sort");
                if (filter.equals("&q=xx")) assertThat(plan).contains("Index Scan on member_search");
                if (filter.equals("&q=kofi") && sort.endsWith("name")) {
                    assertThat(plan).contains("sort_name >= 'kofi'").doesNotContain("member_search", "15000");
                }
                if (sort.endsWith("name") && filter.startsWith("&q=") && !filter.contains("role=")) {
                    assertThat(plan)
                            .contains(
                                    "Index Only Scan " + (sort.startsWith("-") ? "Backward " : "") + "using " + index);
                }
                var next = ada.last().page().select("a[rel=next]").first();
                if (next == null) continue;
                ada.open(next.absUrl("href"));
                plan(ada, slug, sort, filter, true);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"owner-editor-viewer, viewer, project-viewer", "single-owner, member, project-read"})
    void somebodys_access_to_40_of_3000_projects_looks_at_each_project_once_at_most(
            String model, String role, String projectRole) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        createProject(ada, slug, "Rain");
        join(ada, slug, "Cleo", role, "rain", projectRole);
        employ(slug, 1, 40);
        project(slug, 41, 3000);
        sqlUpdate("update collaborator set role = ?1 where account_id = ?2", projectRole, account("Cleo"));
        sqlUpdate("analyze project, collaborator");
        var path = "/organizations/" + slug + "/people/" + account("Cleo");
        var statement = statements(ada, path).stream()
                .filter(it -> it.contains("with offered"))
                .findFirst()
                .orElseThrow();
        var named = statement
                .replace("v.account_id = ?", "v.account_id = :viewer")
                .replace("account_id = ?", "account_id = :person")
                .replace("a.id = ?", "a.id = :person")
                .replace("organization_id = ?", "organization_id = :organization");
        assertThat(read(
                        named,
                        Map.of(
                                "organization",
                                sql("select id from organization where slug = ?1", slug),
                                "person",
                                account("Cleo"),
                                "viewer",
                                account("Ada"))))
                .isLessThan(5000);
    }

    @Test
    void an_invitation_costs_as_many_statements_among_3000_as_among_none() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        sqlUpdate("update organization set organization_pending = 10000 where slug = ?1", slug);
        var few = inviting(ada, slug, "Ben");
        sqlUpdate("""
                insert into invitation (organization_id, id, email, named, address, role, message, inviter_id, nonce, generation,
                  token_hash, created, expires, hours, accepted)
                select m.organization_id, uuidv7(), 'i' || n, 'i' || n, 'i' || n, 'viewer', '', m.account_id, '', 1,
                  cast(cast(uuidv7() as text) as bytea), now(), now() + interval '1 day', 24, case when n % 3 > 0 then now() end
                from member m, generate_series(1, 3000) n where m.id = ?1""", member(slug, "Ada"));
        var many = inviting(ada, slug, "Dora");
        assertThat(many).hasSameSizeAs(few).hasSizeLessThanOrEqualTo(INVITATION);
    }

    private List<String> inviting(Visitor visitor, String slug, String name) {
        awaitMails(slug);
        visitor.open("/organizations/" + slug + "/invitations/new");
        Statements.ALL.clear();
        var answer = visitor.post("/organizations/" + slug + "/invitations", "emails", address(name), "role", "viewer");
        assertThat(answer.status()).isEqualTo(303);
        return List.copyOf(Statements.ALL);
    }

    /** Adds members, invitations and entries of the history with the numbers from here to there. */
    private void fill(String slug, int from, int to) {
        Crowd.fill(slug + "-" + from, slug, "member", to - from + 1);
        sqlUpdate("""
                insert into invitation (organization_id, id, email, named, address, role, message, inviter_id, nonce, generation,
                  token_hash, created, expires, hours, revoked)
                select m.organization_id, uuidv7(), 'i' || n, 'i' || n, 'i' || n, 'member', '', m.account_id, '', 1,
                  cast(cast(uuidv7() as text) as bytea), now(), now() + interval '1 day', 24, case when n % 2 = 0 then now() end
                from member m, generate_series(?2, ?3) n where m.id = ?1""", member(slug, "Ada"), from, to);
        sqlUpdate("""
                insert into invitation_project (organization_id, invitation_id, project_id, role, granter_id)
                select i.organization_id, i.id, p.id, 'project-read', i.inviter_id from invitation i
                join project p on p.organization_id = i.organization_id and p.slug = 'rain'
                join organization o on o.id = i.organization_id where o.slug = ?1 on conflict do nothing""", slug);
        sqlUpdate("""
                insert into collaborator (organization_id, id, project_id, account_id, role, since, granted, granted_by,
                  sort_name, search)
                select m.organization_id, uuidv7(), p.id, m.account_id, 'project-read', now(), now(), '', m.sort_name, m.search
                from member m join organization o on o.id = m.organization_id
                join project p on p.organization_id = o.id and p.slug = 'rain'
                where o.slug = ?1 on conflict do nothing""", slug);
        sqlUpdate("""
                insert into project (organization_id, id, slug, name, description, tags, public, creator_id, creator, created,
                  revision, sort_name, search)
                select m.organization_id, uuidv7(), 'p' || n, 'P ' || n, '', array['x'], false, m.account_id, '', now(), 0,
                  'p ' || n, 'p ' || n
                from member m, generate_series(?2, ?3) n where m.id = ?1""", member(slug, "Ada"), from, to);
        sqlUpdate("""
                insert into outbox (id, organization_id, kind, invitation_id, generation, sender_id, recipient, address, facts,
                  created, due, sent)
                select uuidv7(), organization_id, 'invitation', id, 1, inviter_id, email, address, '{}', now(), now(), now()
                from invitation i where i.organization_id = (select id from organization where slug = ?1)""", slug);
        sqlUpdate("""
                insert into access_request (organization_id, id, kind, account_id, name, email, address, role, message, created)
                select o.id, uuidv7(), 'JOIN', a.id, a.name, a.email, a.address, 'member', '', now() from organization o,
                  lateral (select * from account order by id desc limit cast(?3 as integer) - cast(?2 as integer)) a
                where o.slug = ?1 on conflict do nothing""", slug, from, to);
        sqlUpdate("""
                insert into audit_entry (organization_id, id, at, action, actor_id, actor, target_id, target, details, search, number, seal)
                select o.id, uuidv7(), now(), 'MEMBER_REMOVED', null, 'Actor', null, 'Target', '', 'actor' || chr(10) || 'target',
                  -row_number() over () - (select count(*) from audit_entry), sha256('')
                from organization o, generate_series(?2, ?3) where o.slug = ?1""", slug, from, to);
    }

    /** Adds projects with these numbers, on each of which Cleo works as on Rain. */
    private void employ(String slug, int from, int to) {
        project(slug, from, to);
        sqlUpdate("""
                insert into collaborator (organization_id, id, project_id, account_id, role, since, granted, granted_by, sort_name,
                  search)
                select organization_id, uuidv7(), p.id, ?2, 'project-read', now(), now(), '', 'cleo', 'cleo' from project p
                where organization_id = (select id from organization where slug = ?1) and not exists
                  (select from collaborator c where c.project_id = p.id and c.account_id = ?2)""", slug, account("Cleo"));
    }

    /** Adds projects with these numbers. */
    private void project(String slug, int from, int to) {
        sqlUpdate("""
                insert into project (organization_id, id, slug, name, description, tags, public, creator_id, creator, created,
                  revision, sort_name, search)
                select organization_id, uuidv7(), 'p' || n, 'P' || n, '', tags, false, creator_id, creator, created, 0, 'p' || n, ''
                from project, generate_series(?2, ?3) n
                where slug = 'rain' and organization_id = (select id from organization where slug = ?1)""", slug, from, to);
    }

    /** Removes the member of each of these numbers, each with a project that is there; and has access end, there and here. */
    private void depart(String slug, int from, int to) {
        var rain = sql(
                "select id from project where slug = 'rain' and organization_id = (select id from organization where slug = ?1)",
                slug);
        for (var project : List.of("null", "'" + rain + "'")) {
            sqlUpdate("""
                    insert into ended_grant (organization_id, id, account_id, person, project_id, project, role, granted_by, since, ended)
                    select m.organization_id, uuidv7(), m.account_id, 'Person', cast(%s as uuid), '', 'member', '', now(), now()
                    from member m, generate_series(?2, ?3) where m.id = ?1""".formatted(project), member(slug, "Ada"), from, to);
        }
        sqlUpdate("""
                insert into departure (organization_id, id, account_id, person, at, actor, grants)
                select m.organization_id, uuidv7(), m.account_id, 'Person', now(), 'Actor', jsonb_build_object(
                  'id', m.id, 'role', 'member', 'since', now(), 'granted', now(), 'grantedBy', '', 'lastSeen', now(),
                  'projects', jsonb_build_array(jsonb_build_object('id', uuidv7(), 'project', cast(?2 as uuid), 'name', 'Rain',
                    'role', 'project-read', 'since', now(), 'granted', now(), 'grantedBy', '', 'kept', null)))
                from member m join organization o on o.id = m.organization_id, generate_series(?3, ?4)
                where o.slug = ?1 and m.id = ?5""", slug, rain, from, to, member(slug, "Ada"));
    }

    /** Makes Ada a member of organizations with these numbers, and invites her to as many others. */
    private void belong(int from, int to) {
        for (var kind : List.of("in", "out")) {
            sqlUpdate("""
                    insert into organization (id, slug, name, description, plan, model, single_owner, owners, created)
                    select uuidv7(), ?1 || '-' || n, 'Organization ' || n, '', 'standard', 'owner-editor-viewer', false, 1, now()
                    from generate_series(?2, ?3) n""", world(kind), from, to);
        }
        sqlUpdate("""
                insert into member (organization_id, id, account_id, role, since, granted_by, last_seen, sort_name, search)
                select o.id, uuidv7(), a.id, 'viewer', now(), '', now(), 'ada', 'ada' from organization o, account a
                where a.address = ?1 and o.slug like ?2 and not exists (select from member m where m.organization_id = o.id)""", address("Ada"), world("in") + "-%");
        var inviter = Crowd.account("Grace", "", "grace@" + world("in") + ".example.org");
        sqlUpdate("""
                insert into invitation (organization_id, id, email, named, address, role, message, inviter_id, nonce, generation,
                  token_hash, created, expires, hours)
                select o.id, uuidv7(), ?1, ?1, ?1, 'viewer', '', ?3, '', 1, cast(o.slug as bytea), now(), now() + interval '1 day', 24
                from organization o where o.slug like ?2 and not exists (select from invitation i where i.organization_id = o.id)""", address("Ada"), world("out") + "-%", inviter);
    }

    private String world(String kind) {
        return address(kind).replaceAll("[^a-z0-9]+", "-");
    }

    /** Waits until every mail of the organization has gone out, so that nothing else asks the database. */
    private void awaitMails(String slug) {
        var left = """
                select count(*) from outbox where sent is null and dropped is null and dead is null
                  and organization_id = (select id from organization where slug = ?1)""";
        for (var i = 0; i < 600 && (Long) sql(left, slug) > 0; i++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The statements of one GET: the fewest of three, should another part of the program be busy in between. */
    private static List<String> statements(Visitor visitor, String path) {
        var fewest = once(visitor, path);
        for (var i = 0; i < 2; i++) {
            var again = once(visitor, path);
            if (again.size() < fewest.size()) fewest = again;
        }
        return fewest;
    }

    private static List<String> once(Visitor visitor, String path) {
        Statements.ALL.clear();
        assertThat(visitor.open(path).status()).isEqualTo(200);
        return List.copyOf(Statements.ALL);
    }

    /** The plans for what this page asks of the members, one below the other; none reads a whole table. */
    private String plan(Visitor visitor, String slug, String sort, String filter, boolean deep) {
        Map<String, Object> asked = new HashMap<>();
        asked.put("organization", sql("select id from organization where slug = ?1", slug));
        var typed = filter.replaceAll(".*q=|&.*", "").replace('+', ' ');
        asked.put("q", (typed.length() < 3 ? "" : "%") + typed + "%");
        asked.put("lead", typed);
        asked.put("beyond", typed + Character.toString(Character.MAX_CODE_POINT));
        asked.put("role", filter.replaceAll(".*role=", ""));
        if (deep) {
            var id = UUID.fromString(
                    visitor.last().page().select("tbody tr").first().id().substring("member-".length()));
            var column = sort.replace("-", "").replace("name", "sort_name");
            asked.put("key", sql("select " + column + " from member where id = ?1", id));
            asked.put("id", id);
        }
        var plans = new StringBuilder();
        for (var statement : once(visitor, visitor.last().address().toString())) {
            if (statement.contains("m join account a on a.id = m.account_id")) plans.append(plan(statement, asked));
        }
        assertThat(plans.toString()).contains("Index").doesNotContain("Seq Scan");
        return plans.toString();
    }

    private String plan(String statement, Map<String, Object> asked) {
        var named = statement
                .replace("organization_id = ?", "organization_id = :organization")
                .replace("like ?", "like :q")
                .replace("role = ?", "role = :role")
                .replace("(?, ?)", "(:key, :id)")
                .replace(">= ?", ">= :lead")
                .replace("< ?", "< :beyond");
        return named + explained("explain " + named, asked);
    }

    /** How many rows the statement looks at, on all of its ways. */
    private double read(String statement, Map<String, Object> asked) {
        var plan = new JsonArray(explained("explain (analyze, format json) " + statement, asked));
        return read(plan.getJsonObject(0).getJsonObject("Plan"));
    }

    private static double read(JsonObject node) {
        var rows = node.getDouble("Actual Rows");
        for (var name : node.fieldNames()) if (name.startsWith("Rows Removed")) rows += node.getDouble(name);
        var below = node.getJsonArray("Plans", new JsonArray()).stream()
                .mapToDouble(plan -> read((JsonObject) plan))
                .sum();
        return rows * node.getDouble("Actual Loops") + below;
    }

    private String explained(String statement, Map<String, Object> asked) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = database.createNativeQuery(statement, String.class);
            asked.forEach((name, value) -> {
                if (statement.contains(":" + name)) query.setParameter(name, value);
            });
            return String.join("\n", query.getResultList());
        });
    }
}
