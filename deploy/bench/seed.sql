-- Fills an organization that is there already, in bulk. Set before, for the session:
--   bench.slug       the organization's
--   bench.members    how many members it is to get; a hundredth as many projects, at most 10,000, and a fifth as many
--                    invitations, at most 200,000, in every state
--   bench.invited    how many people wait to accept, each with a session whose cookie is <slug>-<number>; their tokens are
--                    those of a session that is there

-- The indexes of parts of texts take the rows in at once, when the tables are vacuumed afterwards.
set gin_pending_list_limit = 2000000;

create temporary table here as
select o.id, o.slug, m.account_id as owner, cast(current_setting('bench.members') as integer) as members,
  cast(current_setting('bench.invited') as integer) as invited
from organization o join member m on m.organization_id = o.id and m.role = 'owner'
where o.slug = current_setting('bench.slug');

-- Few first names are frequent and many rare, as names are; one person in 100,000 has a name that nobody else has.
create temporary table crowd as
select n, uuidv7() as account, uuidv7() as member, since, first || ' ' || last as name,
  lower(first) || '.' || lower(last) || '.' || n as username,
  case when chance < 0.02 then 'external' when chance < 0.1 then 'editor' else 'viewer' end as role
from (
  select n, random() as chance, now() - random() * interval '1000 days' as since,
    (array['Maria','Anna','Noor','Lena','Amir','Grace','Ivo','Mei','Tomas','Zoe','Uma','Kofi','Hannah','Yusuf','Elif','Jonas',
      'Sofia','Mateo','Aisha','Lukas','Nora','Emil','Ines','Hugo','Leila','Oskar','Petra','Ravi','Sana','Theo','Vera','Wim',
      'Xenia','Yara','Zain','Bela','Cyril','Dagny','Eskil','Freya'])[1 + floor(40 * power(random(), 2))] as first,
    case when n % 100000 = 777 then 'Quillfeather' else
      (array['Berg','Hoff','Linden','Stein','Rosen','Wald','Silber','Gold','Alten','Neu','Klein','Gross','Hohen','Nieder',
        'Ober','Lang','Schwarz','Weiss','Grun','Blau'])[1 + floor(20 * random())] ||
      (array['mann','hauer','berger','stedt','feld','bach','burg','thal','dorf','huber','meier','schmidt','kamp','horst','heim',
        'roth','wirth','mark','son','ski'])[1 + floor(20 * random())] end as last
  from here, generate_series(1, members) n) people;

insert into account (id, issuer, subject, email, address, email_verified, username, name, created, last_seen)
select account, 'bench', slug || n, username || '@example.org', username || '@example.org', true, username, name, since, now()
from crowd, here order by account;

insert into member (organization_id, id, account_id, role, since, granted, granted_by, last_seen, sort_name, search, ends)
select id, member, account, role, since, since, 'seeded', now() - power(random(), 3) * interval '400 days', lower(name),
  lower(name) || chr(10) || username || chr(10) || username || '@example.org',
  case when n % 50 = 1 then now() + interval '30 days' + random() * interval '300 days' end
from crowd, here order by member;

create temporary table work as
select n, uuidv7() as project from here, generate_series(1, greatest(1, least(10000, members / 100))) n;

insert into project (organization_id, id, slug, name, description, tags, public, creator_id, creator, created, revision,
  sort_name, search)
select id, project, 'project-' || n, 'Project ' || n, '', array['x' || n % 7], false, owner, 'Ada', now(), 0, 'project ' || n,
  'project ' || n
from work, here order by project;

-- Everybody from outside works on something; so does a fifth of the others, and the first viewer on 40 projects.
insert into collaborator (organization_id, id, project_id, account_id, role, since, granted, granted_by, sort_name, search)
select h.id, uuidv7(), w.project, c.account, 'project-viewer', now(), now(), 'seeded', lower(c.name), lower(c.name)
from here h, crowd c join work w on w.n = 1 + c.n % (select count(*) from work) where c.role = 'external' or c.n % 5 = 0;
insert into collaborator (organization_id, id, project_id, account_id, role, since, granted, granted_by, sort_name, search)
select h.id, uuidv7(), w.project, c.account, 'project-editor', now(), now(), 'seeded', lower(c.name), lower(c.name)
from here h, work w, (select * from crowd where role = 'viewer' order by n limit 1) c where w.n <= 40
on conflict do nothing;

insert into invitation (organization_id, id, email, named, address, role, message, inviter_id, nonce, generation, token_hash,
  created, expires, hours, accepted, declined, revoked, lapse_told)
select id, uuidv7(), address, address, address, 'viewer', '', owner, sha256(cast(address as bytea)), 1,
  sha256(cast(address as bytea)), now() - interval '3 days',
  case when n % 10 = 5 then now() - interval '1 day' else now() + interval '7 days' end, 168,
  case when n % 10 < 5 then now() end, case when n % 10 = 6 then now() end, case when n % 10 = 7 then now() end,
  case when n % 10 = 5 then now() end
from (select h.*, n, 'guest' || n || '@' || slug || '.example.org' as address
  from here h, generate_series(1, least(200000, members / 5)) n) guests;

-- People who wait to accept.
create temporary table invited as
select n, slug || '-' || n as secret, uuidv7() as account, uuidv7() as session, uuidv7() as invitation,
  'dora' || n || '@' || slug || '.example.org' as address
from here, generate_series(1, invited) n;
insert into account (id, issuer, subject, email, address, email_verified, username, name, created, last_seen, language, zone)
select account, 'bench', address, address, address, true, address, 'Dora ' || n, now(), now(), 'en', 'UTC' from invited;
insert into session (id, secret_hash, account_id, issuer, tokens, started, last_seen)
select session, sha256(cast(secret as bytea)), account, s.issuer, s.tokens, now(), now()
from invited, (select * from session where tokens <> '' order by id limit 1) s;
insert into invitation (organization_id, id, email, named, address, role, message, inviter_id, nonce, generation, token_hash,
  created, expires, hours)
select id, invitation, address, address, address, 'viewer', '', owner, sha256(cast(address as bytea)), 1,
  sha256(cast(address as bytea)), now(), now() + interval '7 days', 168
from invited, here;

update organization set inviter_daily = 1000000000, organization_daily = 1000000000, organization_pending = 1000000000
from here where here.id = organization.id;
