-- Lists of names stand in the same order on every database, and the names that begin with some letters stand side by side
-- in the index. Indexes are made anew: reading and writing wait meanwhile, some seconds for each million.

alter table member alter column sort_name type text collate "C";
alter table project alter column sort_name type text collate "C";
alter table collaborator alter column sort_name type text collate "C";

create function pg_temp.sort_key(name text) returns text language sql as $$
  select normalize(regexp_replace(normalize(translate(
    replace(replace(replace(replace(name, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'łøđðħ', 'loddh'), NFD),
    '[\u0300-\u036f]', '', 'g'), NFC)
$$;
update member set sort_name = pg_temp.sort_key(sort_name) where sort_name ~ '[^ -~]';
update project set sort_name = pg_temp.sort_key(sort_name) where sort_name ~ '[^ -~]';
update collaborator set sort_name = pg_temp.sort_key(sort_name) where sort_name ~ '[^ -~]';

comment on column member.sort_name is 'the name of the account in lower case and without accents, kept here so that a page is one index scan';
