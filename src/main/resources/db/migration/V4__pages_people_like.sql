-- Whom a mail speaks to: what the person's browser said last.
alter table account add column language varchar(10), add column zone varchar(64);
create index account_address on account (address) where email_verified;

-- How an organization looks: its colour as six hexadecimal digits, and the digest of its logo.
alter table organization
  add column accent varchar(6) check (accent ~ '^[0-9a-f]{6}$'),
  add column logo varchar(43);

create table logo (
  organization_id uuid primary key references organization,
  digest varchar(43) not null,
  image bytea not null check (octet_length(image) <= 200000)
);

-- What ends soon, for the overview of an organization.
create index member_ending on member (organization_id, ends) where ends is not null;
create index collaborator_ending on collaborator (organization_id, ends) where ends is not null;
