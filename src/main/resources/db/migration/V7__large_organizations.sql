-- What an organization with a million members needs. Reading and writing wait meanwhile, some seconds for each million.

-- A search goes through the names in order without looking at the rows. Dropped first, so that the table is locked once.
drop index member_by_name;
create index member_by_name on member (organization_id, sort_name, id) include (search, role);
-- It need not look at the rows as long as they are vacuumed, and each visit writes to one.
alter table member set (autovacuum_vacuum_scale_factor = 0.02);

-- How many invitations are open: counted before each one that is made.
create index invitation_waiting on invitation (organization_id, expires)
  where accepted is null and declined is null and revoked is null and dismissed is null;
