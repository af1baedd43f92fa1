-- A review is folded from its events, like a case; the other columns are that state, kept for lists and for the clock's job.
create table review (
  desk_id      uuid not null references desk,
  id           uuid not null,
  ref          text not null,
  edition      integer not null,
  state        jsonb not null,
  lab_party_id uuid not null,
  model        text not null,
  version      text not null,
  stage        text not null check (stage in ('drafted', 'submitted', 'terms-agreed', 'access-open', 'results-shared', 'closed')),
  ending       text check (ending in ('completed', 'withdrawn', 'expired', 'not-applicable')),
  opened_at    timestamptz not null,
  changed_at   timestamptz not null,
  primary key (desk_id, id),
  unique (desk_id, ref),
  foreign key (desk_id, lab_party_id) references party (desk_id, id)
);
create sequence review_number;
-- One front door: no second review of the same model version while one is open.
create unique index review_once on review (desk_id, lab_party_id, lower(model), lower(version)) where ending is null;
create index review_by_change on review (desk_id, changed_at desc, id);

create table review_event (
  desk_id   uuid not null,
  review_id uuid not null,
  seq       integer not null,
  id        text not null,
  at        timestamptz not null,
  type      text not null,
  side      text not null check (side in ('lab', 'agency', 'recorder', 'system')),
  by_person uuid,
  by_party  uuid,
  by_label  text not null,
  data      jsonb not null,
  primary key (desk_id, review_id, seq),
  unique (desk_id, review_id, id),
  foreign key (desk_id, review_id) references review (desk_id, id)
);

-- The lab, and the agencies it named or said yes to. One that asks is no member.
create table review_member (
  desk_id   uuid not null,
  review_id uuid not null,
  party_id  uuid not null,
  side      text not null check (side in ('lab', 'agency')),
  since     timestamptz not null,
  primary key (desk_id, review_id, party_id),
  foreign key (desk_id, review_id) references review (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
create index review_member_by_party on review_member (desk_id, party_id);

-- Every access, as it happens; the lab sees it live.
create table review_access (
  desk_id     uuid not null,
  review_id   uuid not null,
  seq         bigint generated always as identity,
  at          timestamptz not null,
  person_id   uuid not null,
  party_id    uuid not null,
  name        text not null,
  what        text not null,      -- 'review', 'envelope', 'payload', 'endpoint'
  material_id uuid,
  grant_id    text,
  way         text not null,      -- browser, API token
  origin      text not null,      -- address it came from
  detail      text not null default '',
  primary key (desk_id, review_id, seq),
  foreign key (desk_id, review_id) references review (desk_id, id)
);

-- Public keys of persons. A private key never comes here.
create table person_key (
  desk_id    uuid not null,
  id         uuid not null,
  person_id  uuid not null,
  party_id   uuid not null,
  purpose    text not null check (purpose in ('seal', 'sign')),
  public_key text not null,       -- age1… to seal to, Ed25519 in hexadecimal to verify by
  name       text not null,
  holder     text not null check (holder in ('file', 'passkey')),
  added_at   timestamptz not null,
  ended_at   timestamptz,
  primary key (desk_id, id),
  unique (desk_id, public_key),
  foreign key (desk_id, person_id) references person (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
create index person_key_by_party on person_key (desk_id, party_id) where ended_at is null;

-- Ciphertext stands in files; here is who can open it, and until when it is being uploaded. No name, no type.
create table sealed_material (
  desk_id    uuid not null,
  id         uuid not null,
  review_id  uuid not null,
  party_id   uuid not null,
  person_id  uuid not null,
  kind       text not null,
  label      jsonb,
  state      text not null check (state in ('uploading', 'sealed')),
  store_id   text not null,       -- folder in the store of ciphertext
  part_size  integer not null,
  size       bigint,
  digest     text,
  edition    integer not null,    -- of the envelope
  envelope   bytea not null,
  recipients jsonb not null,
  key        text,                -- Idempotency-Key of the upload
  started_at timestamptz not null,
  sealed_at  timestamptz,
  primary key (desk_id, id),
  foreign key (desk_id, review_id) references review (desk_id, id)
);
create index sealed_material_by_review on sealed_material (desk_id, review_id);
create unique index sealed_material_by_key on sealed_material (desk_id, person_id, key) where key is not null;

create function my_reviews() returns setof uuid stable language sql as
  $$ select review_id from review_member where desk_id = tid() and party_id = asker_party()
       and asker_only_case() is null and asker_is('lab-officer', 'reviewer') $$;

-- Those of the asker's own lab.
create function led_reviews() returns setof uuid stable language sql as
  $$ select review_id from review_member where desk_id = tid() and party_id = asker_party() and side = 'lab'
       and asker_only_case() is null and asker_is('lab-officer') $$;

do $$
declare t text;
begin
  foreach t in array array['review', 'review_event', 'review_member', 'review_access', 'person_key', 'sealed_material'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('grant select, insert, update, delete on %I to assay_app', t);
    execute format('create policy desk_adds on %I as restrictive for insert with check ((select asker_is_system()))', t);
    execute format('create policy desk_changes on %I as restrictive for update using (true) with check ((select asker_is_system()))', t);
    execute format('create policy desk_removes on %I as restrictive for delete using ((select asker_is_system()))', t);
  end loop;
end $$;
revoke update, delete on review_event, review_access from assay_app;
grant usage on sequence review_number to assay_app;

create policy visible on review using (desk_id = (select tid()) and (
  (select asker_is_system()) or id in (select my_reviews())));
create policy visible on review_member using (desk_id = (select tid()) and (
  (select asker_is_system()) or party_id = (select asker_party())));
create policy visible on review_event using (desk_id = (select tid()) and (
  (select asker_is_system()) or review_id in (select my_reviews())));
-- The lab sees every access to its case; an agency, its own.
create policy visible on review_access using (desk_id = (select tid()) and (
  (select asker_is_system()) or review_id in (select led_reviews())
  or (review_id in (select my_reviews()) and party_id = (select asker_party()))));
-- Whose it is, who can open it, and the lab.
create policy visible on sealed_material using (desk_id = (select tid()) and (
  (select asker_is_system()) or review_id in (select led_reviews())
  or (review_id in (select my_reviews()) and (party_id = (select asker_party())
    or recipients @> jsonb_build_array(jsonb_build_object('partyId', (select asker_party())))))));
-- Whoever seals to somebody needs their key: keys are public to labs and reviewers of the desk.
create policy visible on person_key using (desk_id = (select tid()) and (
  (select asker_is_system()) or person_id = (select asker_person()) or (select asker_is('lab-officer', 'reviewer'))));

-- An entry of the ledger about a review is read by its members.
alter table ledger_entry add column review_id uuid
  generated always as (((body::json) -> 'subject' ->> 'reviewId')::uuid) stored;
create index ledger_entry_by_review on ledger_entry (desk_id, review_id, id) where review_id is not null;
drop policy visible on ledger_entry;
create policy visible on ledger_entry for select using (desk_id = (select tid()) and (
  (select asker_is_system()) or not restricted
  or exists (select 1 from cases c where c.desk_id = ledger_entry.desk_id and c.id = ledger_entry.case_id)
  or review_id in (select my_reviews())));

-- A reviewer files flaws in real software that a model under review found, and sees its party's reports like other finders.
create or replace function asker_submits() returns boolean stable language sql as
  $$ select asker_is('finder', 'lab-officer', 'reviewer', 'analyst', 'coordinator') $$;
