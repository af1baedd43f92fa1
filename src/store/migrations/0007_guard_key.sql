-- What tells which flaw a case is about, to be looked up by the words of a message. A table of its own with plain
-- equality: under row-level security an index serves leakproof operators only, and those on jsonb and arrays are not.
create table guard_key (
  desk_id   uuid not null references desk,
  probe     text not null,
  value     text not null,
  holder    text not null check (holder in ('finding', 'case')),
  holder_id uuid not null,
  primary key (desk_id, probe, holder_id)
);
create index guard_key_by_holder on guard_key (desk_id, holder_id);

alter table guard_key enable row level security;
alter table guard_key force row level security;
create policy visible on guard_key using (desk_id = (select tid()) and (select asker_is_system()));
grant select, insert on guard_key to assay_app;
