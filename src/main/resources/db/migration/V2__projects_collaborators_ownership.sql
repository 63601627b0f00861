-- Projects and who works on them; invitations that carry projects; ownership that is offered; departures that can be
-- undone. Somebody who works on a project without being a member has a row in member too, with the model's role for
-- people from outside: one table says who is in an organization at all.

create table project (
  organization_id uuid not null references organization,
  id uuid not null,
  slug text not null,
  name text not null,
  description text not null,
  tags text[] not null,
  public boolean not null,
  creator_id uuid not null references account,
  creator text not null,
  created timestamptz not null,
  revision integer not null,
  sort_name text not null,
  search text not null,
  primary key (organization_id, id),
  constraint project_slug unique (organization_id, slug)
);
comment on column project.creator is 'name and address of who created it, as they were then';
comment on column project.revision is 'counts the changes of the settings, so that a form filled in before one is noticed';
create index project_by_name on project (organization_id, sort_name, id);
create index project_search on project using gin (search gin_trgm_ops);
create index project_tags on project using gin (tags);

create table collaborator (
  organization_id uuid not null references organization,
  id uuid not null,
  project_id uuid not null,
  account_id uuid not null references account,
  role text not null,
  since timestamptz not null,
  granted timestamptz not null,
  granted_by text not null,
  sort_name text not null,
  search text not null,
  primary key (organization_id, id),
  constraint collaborator_once unique (organization_id, project_id, account_id),
  constraint collaborator_project foreign key (organization_id, project_id) references project
    on delete cascade,
  constraint collaborator_person foreign key (organization_id, account_id) references member (organization_id, account_id)
    deferrable initially deferred
);
comment on column collaborator.granted is 'when the present role was given';
comment on constraint collaborator_person on collaborator is 'nobody works on a project without being in the organization';
create index collaborator_account on collaborator (account_id);
create index collaborator_person on collaborator (organization_id, account_id);
create index collaborator_by_name on collaborator (organization_id, project_id, sort_name, id);

drop index invitation_address;
create index invitation_address on invitation (address, id);
create index account_username on account (lower(username));

alter table member add granted timestamptz not null default now();
update member set granted = since;
comment on column member.granted is 'when the present role was given';

alter table organization add revision integer not null default 0;
alter table organization add project_for_joiners boolean not null default false;
comment on column organization.project_for_joiners is 'whether everybody who joins gets a private project (BM-15)';

alter table invitation alter role drop not null;
alter table invitation add named text;
update invitation set named = email;
alter table invitation alter named set not null;
comment on column invitation.role is 'the role in the organization; null if the offer is for projects only';
comment on column invitation.named is 'how the inviter named the person: the address, or a username whose address they may not know';

create table invitation_project (
  organization_id uuid not null,
  invitation_id uuid not null,
  project_id uuid not null,
  role text not null,
  granter_id uuid not null references account,
  primary key (organization_id, invitation_id, project_id),
  constraint invitation_project_of foreign key (organization_id, invitation_id) references invitation on delete cascade,
  constraint invitation_project_to foreign key (organization_id, project_id) references project on delete cascade
);
comment on column invitation_project.granter_id is 'who offers this project, and must still be able to when it is accepted';
create index invitation_project_project on invitation_project (organization_id, project_id);
create index invitation_project_granter on invitation_project (organization_id, granter_id);

create table ownership_offer (
  organization_id uuid primary key references organization,
  account_id uuid not null references account,
  offered_by uuid not null references account,
  offered timestamptz not null,
  expires timestamptz not null
);
comment on table ownership_offer is 'at most one an organization, gone when it is answered or withdrawn';
create index ownership_offer_account on ownership_offer (account_id);

comment on column session.started is 'when the person last proved who they are, as far as the provider says';

create table departure (
  organization_id uuid not null references organization,
  id uuid not null,
  account_id uuid not null references account on delete cascade,
  person text not null,
  at timestamptz not null,
  actor text not null,
  grants jsonb not null,
  undone timestamptz,
  primary key (organization_id, id)
);
comment on column departure.grants is 'the membership and the collaborations that ended, with their ids, as they were';
create index departure_account on departure (organization_id, account_id);
