-- The name under which a desk's log signs (C2SP origin). Chosen once: another origin would be another log.
create table ledger_log (
  desk_id    uuid not null references desk,
  origin     text not null check (origin ~ '^[^\s+]+$'),
  primary key (desk_id)
);

-- Order of arrival. Numbered before the row is written, because who may not read an entry must still be able to add it.
create sequence ledger_entry_number;

-- What was decided, written by the deciding transaction itself. The body is canonical JSON, kept byte for byte because
-- its salted hash is what the log holds; the columns beside it are read from it here and so cannot disagree with it.
create table ledger_entry (
  desk_id    uuid not null references desk,
  id         bigint not null default nextval('ledger_entry_number'),
  at         timestamptz(3) not null,
  body       text not null,
  salt       bytea not null check (octet_length(salt) >= 16),
  restricted boolean not null,
  kind       text not null generated always as ((body::json) ->> 'kind') stored,
  case_id    uuid generated always as (((body::json) -> 'subject' ->> 'caseId')::uuid) stored,
  person_id  uuid generated always as (((body::json) -> 'actor' ->> 'personId')::uuid) stored,
  primary key (desk_id, id)
);
create index ledger_entry_by_case on ledger_entry (desk_id, case_id, id) where case_id is not null;

-- Entries that have no place in the log yet. Deciding transactions take no lock on the log; the sequencer does.
create table ledger_pending (
  desk_id  uuid not null,
  entry_id bigint not null,
  primary key (desk_id, entry_id),
  foreign key (desk_id, entry_id) references ledger_entry (desk_id, id)
);

-- The log itself: the bytes that are hashed, in order. They tell nothing but when.
create table ledger_leaf (
  desk_id    uuid not null,
  leaf_index bigint not null check (leaf_index >= 0),
  entry_id   bigint not null,
  leaf       text not null,
  primary key (desk_id, leaf_index),
  unique (desk_id, entry_id),
  foreign key (desk_id, entry_id) references ledger_entry (desk_id, id)
);

-- Hash tiles (C2SP tlog-tiles): up to 256 hashes of 32 bytes. The last of each level grows at its end until it is full.
create table ledger_tile (
  desk_id    uuid not null references desk,
  level      smallint not null check (level between 0 and 63),
  tile_index bigint not null check (tile_index >= 0),
  hashes     bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (desk_id, level, tile_index)
);
alter table ledger_tile alter column hashes set storage external; -- hashes do not compress

create table ledger_checkpoint (
  desk_id   uuid not null references desk,
  size      bigint not null check (size >= 0),
  key_id    bigint not null,
  root      bytea not null check (octet_length(root) = 32),
  note      text not null,
  signed_at timestamptz not null,
  primary key (desk_id, size, key_id)
);

create function ledger_never_changes() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % never change', tg_table_name using errcode = 'restrict_violation';
end $$;

create function ledger_tile_only_grows() returns trigger language plpgsql as $$
begin
  if (new.desk_id, new.level, new.tile_index) is distinct from (old.desk_id, old.level, old.tile_index)
     or octet_length(new.hashes) <= octet_length(old.hashes)
     or substring(new.hashes for octet_length(old.hashes)) <> old.hashes then
    raise exception 'a tile only grows at its end' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger ledger_log_is_immutable before update or delete on ledger_log
  for each row execute function ledger_never_changes();
create trigger ledger_entry_is_immutable before update or delete on ledger_entry
  for each row execute function ledger_never_changes();
create trigger ledger_leaf_is_immutable before update or delete on ledger_leaf
  for each row execute function ledger_never_changes();
create trigger ledger_checkpoint_is_immutable before update or delete on ledger_checkpoint
  for each row execute function ledger_never_changes();
create trigger ledger_tile_stays before delete on ledger_tile
  for each row execute function ledger_never_changes();
create trigger ledger_tile_grows before update on ledger_tile
  for each row execute function ledger_tile_only_grows();

create trigger ledger_log_stays before truncate on ledger_log
  for each statement execute function ledger_never_changes();
create trigger ledger_entry_stays before truncate on ledger_entry
  for each statement execute function ledger_never_changes();
create trigger ledger_leaf_stays before truncate on ledger_leaf
  for each statement execute function ledger_never_changes();
create trigger ledger_checkpoint_stays before truncate on ledger_checkpoint
  for each statement execute function ledger_never_changes();
create trigger ledger_tiles_stay before truncate on ledger_tile
  for each statement execute function ledger_never_changes();
