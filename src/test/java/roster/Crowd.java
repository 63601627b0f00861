package roster;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModels;
import roster.access.Given;
import roster.account.Account;
import roster.account.Person;
import roster.member.Member;

/** Members whom nobody has to invite first, for tests that need particular people, or many. */
public final class Crowd {
    private Crowd() {}

    /** Makes somebody with this name, username and verified address a member; answers their account. */
    public static UUID join(String slug, String role, String name, String username, String email) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var organization = organization(slug);
            var account = account(name, username, email);
            Access.lock(organization);
            var person = new Person(account, name, username, email, Optional.of(email), true);
            var model = (String) Panache.getEntityManager()
                    .createNativeQuery("select model from organization where id = ?1", String.class)
                    .setParameter(1, organization)
                    .getSingleResult();
            Member.join(
                    organization,
                    person,
                    new AccessModels().get(model).organizationRole(role).orElseThrow(),
                    Given.as(Given.Way.FOUNDER));
            return account;
        });
    }

    /** An account with these claims, as its sign-in makes it. */
    public static UUID account(String name, String username, String email) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Account.signIn(
                        new Account.Claims("crowd", email, email, true, username, name),
                        Clock.systemUTC().instant()));
    }

    /**
     * Makes so many new accounts members, in one statement. Names and times of each are scattered; they are called like
     * “Grace Kim 000123”, their addresses are like grace.000123@crowd.
     */
    public static void fill(String slug, String role, int number) {
        fill(slug, slug, role, number);
    }

    /** The same, once more: {@code crowd} sets these people apart from others. */
    public static void fill(String crowd, String slug, String role, int number) {
        QuarkusTransaction.requiringNew().timeout(600).run(() -> Panache.getEntityManager()
                .createNativeQuery("""
                        with numbers as (
                          select n, cast(?1 as text) || '.' || to_char(n, 'FM000000') as subject,
                            (array['Grace','Amir','Noor','Lena','Ivo','Mei','Tomas','Zoe','Uma','Kofi'])[1 + (n * 7) % 10] as first,
                            (array['Kim','Okafor','Silva','Novak','Haddad','Berg','Tanaka'])[1 + (n * 3) % 7] as last
                          from generate_series(1, ?2) n),
                        accounts as (
                          insert into account (id, issuer, subject, email, address, email_verified, username, name, created, last_seen)
                          select uuidv7(), 'crowd', subject, lower(first) || '.' || subject || '@crowd.example.org',
                            lower(first) || '.' || subject || '@crowd.example.org', true, lower(last) || subject,
                            first || ' ' || last || ' ' || to_char(n, 'FM000000'), now(), now()
                          from numbers returning id, name, username, email)
                        insert into member (organization_id, id, account_id, role, since, granted_by, last_seen, sort_name, search)
                        select o.id, uuidv7(), a.id, ?3, now() - interval '1 second' * floor(random() * 1e7), 'seeded',
                          now() - interval '1 second' * floor(random() * 1e6), lower(a.name),
                          lower(a.name || chr(10) || a.username || chr(10) || a.email)
                        from accounts a, organization o where o.slug = ?4
                        """)
                .setParameter(1, crowd)
                .setParameter(2, number)
                .setParameter(3, role)
                .setParameter(4, slug)
                .executeUpdate());
    }

    private static UUID organization(String slug) {
        return (UUID) Panache.getEntityManager()
                .createNativeQuery("select id from organization where slug = ?1", UUID.class)
                .setParameter(1, slug)
                .getSingleResult();
    }
}
