-- Every table of an organization carries organization_id in its keys, so that no row can point into another
-- organization and the schema can be distributed by it. Ids are UUIDs of version 7, made by the program.

create extension if not exists pg_trgm;

create table account (
  id uuid primary key,
  issuer text not null,
  subject text not null,
  email text not null,
  address text,
  email_verified boolean not null,
  username text not null,
  name text not null,
  created timestamptz not null,
  last_seen timestamptz not null,
  unique (issuer, subject)
);
comment on column account.email is 'as the provider writes it; may be empty';
comment on column account.address is 'the same, normalized; null if it is no address Roster can compare';

create table session (
  id uuid primary key,
  secret_hash bytea not null unique,
  account_id uuid not null references account,
  issuer text not null,
  sid text,
  tokens bytea not null,
  started timestamptz not null,
  last_seen timestamptz not null,
  ended timestamptz
);
comment on column session.secret_hash is 'SHA-256 of the cookie; the cookie itself is kept nowhere';
comment on column session.tokens is 'the ID and refresh tokens, encrypted';
create index session_account on session (account_id) where ended is null;
create index session_sid on session (issuer, sid) where ended is null;

create table organization (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  description text not null,
  plan text not null,
  model text not null,
  single_owner boolean not null,
  owners integer not null,
  created timestamptz not null,
  constraint organization_has_an_owner check (owners >= 1),
  constraint organization_has_one_owner check (owners = 1 or not single_owner)
);
comment on column organization.owners is 'the number of members with the owner role; changed only with the row locked';

create table member (
  organization_id uuid not null references organization,
  id uuid not null,
  account_id uuid not null references account,
  role text not null,
  since timestamptz not null,
  granted_by text not null,
  last_seen timestamptz not null,
  sort_name text not null,
  search text not null,
  primary key (organization_id, id),
  constraint member_once unique (organization_id, account_id)
);
comment on column member.sort_name is 'the name of the account in lower case, kept here so that a page is one index scan';
comment on column member.search is 'name, username and address of the account in lower case';
create index member_account on member (account_id);
create index member_by_name on member (organization_id, sort_name, id);
create index member_by_role on member (organization_id, role, sort_name, id);
create index member_by_since on member (organization_id, since, id);
create index member_by_last_seen on member (organization_id, last_seen, id);
create index member_search on member using gin (search gin_trgm_ops);

create table invitation (
  organization_id uuid not null references organization,
  id uuid not null,
  email text not null,
  address text not null,
  role text not null,
  message text not null,
  inviter_id uuid not null references account,
  nonce bytea not null,
  generation integer not null,
  token_hash bytea not null,
  created timestamptz not null,
  expires timestamptz not null,
  accepted timestamptz,
  accepted_by uuid references account,
  declined timestamptz,
  decline_reason text,
  revoked timestamptz,
  revoked_by uuid references account,
  dismissed timestamptz,
  primary key (organization_id, id),
  constraint invitation_token unique (organization_id, token_hash),
  constraint invitation_ends_once check (num_nonnulls(accepted, declined, revoked) <= 1)
);
create unique index invitation_live on invitation (organization_id, address)
  where accepted is null and declined is null and revoked is null and dismissed is null;
create index invitation_address on invitation (address)
  where accepted is null and declined is null and revoked is null and dismissed is null;
create index invitation_inviter on invitation (organization_id, inviter_id);

create table invitation_batch (
  organization_id uuid not null references organization,
  id uuid not null,
  account_id uuid not null references account,
  created timestamptz not null,
  results jsonb not null,
  primary key (organization_id, id)
);
comment on table invitation_batch is 'what became of each address that was typed into the invitation form at once';

create table outbox (
  id uuid primary key,
  organization_id uuid not null,
  kind text not null,
  invitation_id uuid,
  generation integer,
  sender_id uuid not null,
  recipient text not null,
  address text not null,
  facts jsonb not null,
  created timestamptz not null,
  due timestamptz not null,
  attempts integer not null default 0,
  leased_until timestamptz,
  sent timestamptz,
  dropped timestamptz,
  dead timestamptz,
  problem text
);
comment on column outbox.facts is 'what the mail says, but never a link that opens something';
comment on column outbox.dropped is 'not sent on purpose: it was no longer true when its turn came, or mail is switched off';
create index outbox_due on outbox (due) where sent is null and dropped is null and dead is null;
create index outbox_organization on outbox (organization_id, created) where kind = 'invitation';
create index outbox_sender on outbox (sender_id, created) where kind = 'invitation';
create index outbox_address on outbox (address, created) where kind = 'invitation';
create index outbox_invitation on outbox (organization_id, invitation_id, created);

create table audit_entry (
  organization_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  action text not null,
  actor_id uuid,
  actor text not null,
  target_id uuid,
  target text not null,
  details text not null,
  search text not null,
  primary key (organization_id, id)
);
comment on table audit_entry is 'names nobody by key: entries outlive the people and the organization in them';
create index audit_action on audit_entry (organization_id, action, id);
create index audit_actor on audit_entry (organization_id, actor_id, id);
create index audit_search on audit_entry using gin (search gin_trgm_ops);
create index audit_target on audit_entry (organization_id, target_id, id);
-- Whoever runs the program, owner of the tables or not, can add to the history and read it, and no more.
revoke update, delete, truncate on audit_entry from public;
revoke update, delete, truncate on audit_entry from current_user;
