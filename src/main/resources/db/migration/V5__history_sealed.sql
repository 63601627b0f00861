-- Each entry of an organization's history is numbered and sealed with all that came before it, so that one which was
-- altered, taken out, put in or moved breaks the chain (roster.audit.Chain).
create table audit_chain (
  organization_id uuid primary key,
  number bigint not null,
  seal bytea not null check (octet_length(seal) = 32)
);
comment on table audit_chain is 'where the chain of each organization ends; outlives the organization, as its history does';

alter table audit_entry add column number bigint, add column seal bytea check (octet_length(seal) = 32);

-- What is there already is sealed as it stands, in the order in which it was written.
grant update on audit_entry to current_user;
do $$
declare
  entry record;
  link audit_chain;
begin
  for entry in
    select organization_id, id, convert_to(string_agg(
        case when field is null then '-' else octet_length(field) || ':' || field end || ',', '' order by place), 'UTF8') as content
    from audit_entry, unnest(array[cast(organization_id as text), cast(id as text),
        cast(cast(extract(epoch from at) * 1000000 as bigint) as text), action, cast(actor_id as text), actor,
        cast(target_id as text), target, details]) with ordinality as fields (field, place)
    group by organization_id, id
    order by organization_id, id
  loop
    if link.organization_id is distinct from entry.organization_id then
      if link.organization_id is not null then insert into audit_chain values (link.*); end if;
      link := (entry.organization_id, 0, '');
    end if;
    link := (link.organization_id, link.number + 1, sha256(link.seal || entry.content));
    update audit_entry set number = link.number, seal = link.seal
    where organization_id = entry.organization_id and id = entry.id;
  end loop;
  if link.organization_id is not null then insert into audit_chain values (link.*); end if;
end $$;
revoke update on audit_entry from current_user;

alter table audit_entry
  alter column number set not null,
  alter column seal set not null,
  add constraint audit_number unique (organization_id, number);
