-- Invitations whose offer can be edited, whose links have a term of their own, and which are told of in time; access that
-- ends by itself; what people ask for; many invitations at once; links by which one can join.

alter table invitation add revision integer not null default 0;
alter table invitation add hours integer not null default 168;
alter table invitation add lasts text not null default '';
alter table invitation add reminds boolean not null default true;
alter table invitation add reminded timestamptz;
alter table invitation add lapse_told timestamptz;
update invitation set lapse_told = now() where expires <= now();
alter table invitation add constraint invitation_term check (hours between 1 and 720);
comment on column invitation.revision is 'counts the changes of what is offered, so that nobody accepts what they did not see';
comment on column invitation.hours is 'how long a link of this invitation lives, each time that one is made';
comment on column invitation.lasts is 'how long the role in the organization lasts: empty, a date, or days after joining such as 30d';
comment on column invitation.reminded is 'when the reminder for the present link was written';
comment on column invitation.lapse_told is 'when the inviter was told that it has expired';
create index invitation_expires on invitation (expires)
  where accepted is null and declined is null and revoked is null and dismissed is null;

alter table invitation_project add lasts text not null default '';

create table invitation_visit (
  organization_id uuid not null,
  invitation_id uuid not null,
  generation integer not null,
  kind text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null,
  primary key (organization_id, invitation_id, generation, kind),
  constraint invitation_visit_of foreign key (organization_id, invitation_id) references invitation on delete cascade
);
comment on table invitation_visit is 'when the page behind a link was looked at: by nobody known, by the person, by another account';

alter table member add ends timestamptz;
alter table member add granter_id uuid references account;
alter table member add warned timestamptz;
alter table collaborator add ends timestamptz;
alter table collaborator add granter_id uuid references account;
alter table collaborator add warned timestamptz;
comment on column member.ends is 'when the role in the organization ends by itself; null if it does not';
comment on column member.granter_id is 'who gave the present role, as far as that is known';
create index member_ends on member (ends) where ends is not null;
create index collaborator_ends on collaborator (ends) where ends is not null;

create table ended_grant (
  organization_id uuid not null references organization,
  id uuid not null,
  account_id uuid not null references account,
  person text not null,
  project_id uuid,
  project text not null,
  role text not null,
  granted_by text not null,
  since timestamptz not null,
  ended timestamptz not null,
  primary key (organization_id, id),
  constraint ended_grant_project foreign key (organization_id, project_id) references project on delete cascade
);
comment on table ended_grant is 'access that came to its end by itself, so that it can be given again';
create index ended_grant_account on ended_grant (organization_id, account_id);

create table access_request (
  organization_id uuid not null references organization,
  id uuid not null,
  kind text not null,
  account_id uuid references account,
  name text not null,
  email text not null,
  address text not null,
  invitation_id uuid,
  generation integer,
  role text,
  message text not null,
  created timestamptz not null,
  answered timestamptz,
  answered_by uuid references account,
  approved boolean,
  primary key (organization_id, id),
  constraint access_request_of foreign key (organization_id, invitation_id) references invitation on delete cascade,
  constraint access_request_answered check ((answered is null) = (approved is null))
);
comment on table access_request is 'what somebody without access asks for: a new link, an invitation for another address, to join';
comment on column access_request.answered_by is 'null if nobody answered, and it was settled by what happened otherwise';
create unique index access_request_once on access_request (organization_id, invitation_id, generation, kind, address)
  where invitation_id is not null;
create unique index access_request_join on access_request (organization_id, account_id) where kind = 'JOIN' and answered is null;
create index access_request_waiting on access_request (organization_id, id) where answered is null;
create index access_request_invitation on access_request (organization_id, invitation_id);
create index access_request_address on access_request (address, created);

create table batch (
  organization_id uuid not null references organization,
  id uuid not null,
  account_id uuid not null references account,
  kind text not null,
  size integer not null,
  created timestamptz not null,
  confirmed timestamptz,
  cancelled timestamptz,
  finished timestamptz,
  due timestamptz,
  until timestamptz,
  waits text not null,
  primary key (organization_id, id)
);
comment on table batch is 'many invitations to write, renew or revoke at once, looked at before it is confirmed';
comment on column batch.due is 'when its next row is tried; later than now while a limit is in the way, which waits names';
comment on column batch.until is 'when that limit gives way, as far as is known; an operator may raise it before';
create index batch_account on batch (organization_id, account_id, id);
create index batch_due on batch (due) where confirmed is not null and cancelled is null and finished is null;

create table batch_row (
  organization_id uuid not null,
  batch_id uuid not null,
  number integer not null,
  cells jsonb not null,
  invitation_id uuid,
  problems jsonb,
  outcome text,
  due timestamptz,
  done timestamptz,
  primary key (organization_id, batch_id, number),
  constraint batch_row_of foreign key (organization_id, batch_id) references batch on delete cascade
);
comment on column batch_row.cells is 'what the row says, as it was typed';
comment on column batch_row.problems is 'what is wrong, by cell; null if nothing is';
comment on column batch_row.outcome is 'what became of it; before it is done, what would';
comment on column batch_row.due is 'when it may go, where its address had enough mail for a day';
create index batch_row_open on batch_row (organization_id, batch_id, number) where done is null;

-- What became of one form is a batch, too.
drop table invitation_batch;

create table join_link (
  organization_id uuid primary key references organization,
  generation integer not null,
  nonce bytea not null,
  token_hash bytea not null,
  role text not null,
  most_uses integer,
  uses integer not null,
  expires timestamptz,
  domains text[] not null,
  approval boolean not null,
  revision integer not null default 0,
  creator_id uuid not null references account,
  created timestamptz not null,
  disabled timestamptz,
  constraint join_link_token unique (organization_id, token_hash),
  constraint join_link_used_up check (most_uses is null or uses <= most_uses)
);
comment on table join_link is 'the one link of an organization by which people join who were not invited by name';
comment on column join_link.revision is 'counts the changes of what it gives, so that nobody joins as what they did not see';

alter table organization add takes_requests boolean not null default false;
alter table organization add reply_to_inviter boolean not null default false;
alter table organization add inviter_daily integer;
alter table organization add organization_daily integer;
alter table organization add organization_pending integer;
comment on column organization.takes_requests is 'whether people without access may ask to join';
comment on column organization.inviter_daily is 'what an operator allows in place of the limit of the installation; likewise the two beside it';

create index outbox_lapsed on outbox (sender_id, created) where kind = 'lapsed';
create index invitation_named on invitation using gin (lower(named) gin_trgm_ops);
-- Access that ends: what ended in the organization, or in one project, newest first.
create index ended_grant_place on ended_grant (organization_id, project_id, id);
-- Asking to join.
create table asking (
  account_id uuid not null references account,
  at timestamptz not null
);
comment on table asking is 'when an account asked for access, whether or not there was anything to ask for';
create index asking_account on asking (account_id, at);

-- Mails of which nobody knows whether they went out
alter table outbox add doubtful boolean not null default false;
comment on column outbox.doubtful is 'an attempt ended without an answer: the mail may have gone out, and then again';
