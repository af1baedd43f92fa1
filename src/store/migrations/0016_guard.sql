-- What the guard knows, what it decided, and what waits for a person. Values are kept as salted hashes, as HMACs or
-- encrypted; the keys of all three lie in a file of the server, not here.

create table guard_state (
  desk_id  uuid not null references desk,
  version  integer not null default 0,   -- of the register
  policy   jsonb not null default '{}',  -- hash of the packs of each channel, as the ledger has them
  primary key (desk_id)
);

create table guard_pack (
  desk_id     uuid not null references desk,
  hash        text not null,
  pack_id     text not null,
  version     text not null,
  source      text not null check (source in ('built-in', 'uploaded')),
  content     jsonb not null,
  added_by    text,
  added_at    timestamptz not null,
  seq         bigint generated always as identity,
  primary key (desk_id, hash)
);

create table guard_policy (
  desk_id    uuid not null references desk,
  channel    text not null,
  packs      jsonb not null,             -- ids, beside those that always read there
  changed_by text not null,
  changed_at timestamptz not null,
  reason     text not null,
  primary key (desk_id, channel)
);

create table guard_term (
  desk_id   uuid not null,
  id        uuid not null,
  party_id  uuid not null,
  label     text not null,
  term      jsonb not null,              -- salted hashes: see core/guard/saltedTerm.ts
  added_by  text not null,
  added_at  timestamptz not null,
  since     integer not null,            -- version of the register
  until     integer,
  primary key (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);

create table guard_canary (
  desk_id    uuid not null,
  id         uuid not null,
  case_id    uuid not null,
  token      text not null,
  place      text not null,
  planted_by text not null,
  planted_at timestamptz not null,
  met        integer not null default 0,
  since      integer not null,
  primary key (desk_id, id),
  unique (desk_id, token),
  foreign key (desk_id, case_id) references cases (desk_id, id)
);
create index guard_canary_by_case on guard_canary (desk_id, case_id);

create table guard_erased (
  desk_id    uuid not null references desk,
  id         uuid not null,
  terms      jsonb not null,
  erased_by  text not null,
  erased_at  timestamptz not null,
  reason     text not null,
  pseudonyms integer not null,
  since      integer not null,
  primary key (desk_id, id)
);

-- A subject is a value that stands for a person. Without the key, which is all that erasing destroys, nobody opens what
-- its pseudonyms stand for.
create table guard_subject (
  desk_id   uuid not null references desk,
  id        uuid not null,
  mac       text,                        -- HMAC of the value; null when erased
  key       bytea,                       -- encrypted; null when erased
  erased_at timestamptz,
  primary key (desk_id, id)
);
create unique index guard_subject_by_mac on guard_subject (desk_id, mac) where mac is not null;

create table guard_pseudonym (
  desk_id    uuid not null,
  case_id    uuid not null,
  token      text not null,
  subject_id uuid not null,
  value      bytea not null,             -- encrypted under the subject's key
  made_at    timestamptz not null,
  primary key (desk_id, case_id, token),
  foreign key (desk_id, case_id) references cases (desk_id, id),
  foreign key (desk_id, subject_id) references guard_subject (desk_id, id)
);
create index guard_pseudonym_by_subject on guard_pseudonym (desk_id, subject_id);

-- Some of the shingles of a finding's text: what repeats it is found by equality.
create table guard_shingle (
  desk_id    uuid not null,
  hash       integer not null,
  finding_id uuid not null,
  primary key (desk_id, hash, finding_id),
  foreign key (desk_id, finding_id) references finding (desk_id, id)
);

create table guard_record (
  desk_id   uuid not null references desk,
  id        uuid not null,
  at        timestamptz not null,
  channel   text not null,
  verdict   text not null check (verdict in ('pass', 'rewrite', 'escalate', 'block')),
  outcome   text not null,
  rules     text[] not null,
  policy    text not null,
  ms        double precision,
  case_id   uuid,
  kept_by   uuid,                        -- the person whose proxy posted it; null: the server's own
  kept_for  text not null,
  content   jsonb not null,
  primary key (desk_id, id),
  foreign key (desk_id, case_id) references cases (desk_id, id)
);
create index guard_record_by_time on guard_record (desk_id, at, id);

create table guard_escalation (
  desk_id       uuid not null references desk,
  id            uuid not null,
  channel       text not null,
  verdict       text not null check (verdict in ('rewrite', 'escalate', 'block')),
  rules         text[] not null,
  case_id       uuid,
  audience      jsonb not null,
  destination   text not null,
  outbox_id     uuid,
  asked_by      uuid,                    -- whose proxy waits; null: the outbox
  sent_by       uuid,                    -- who wrote or sent what is held
  sender        text not null,
  held          bytea,                   -- parts, rewriting, findings, encrypted; null once it is settled
  output        bytea,                   -- what may go out, encrypted, for who asked; null once it was fetched or is due
  input_sha256  text not null,          -- of what is held: the same again is the same question
  output_sha256 text,
  asked_at      timestamptz not null,
  expires_at    timestamptz not null,
  state         text not null default 'waiting' check (state in ('waiting', 'released', 'rewritten', 'blocked', 'expired')),
  decided_by    uuid,
  decider       text,
  decided_at    timestamptz,
  reason        text,
  primary key (desk_id, id),
  foreign key (desk_id, case_id) references cases (desk_id, id)
);
create index guard_escalation_waiting on guard_escalation (desk_id, expires_at, id) where state = 'waiting';
create index guard_escalation_decided on guard_escalation (desk_id, decided_at, id) where state <> 'waiting';
create index guard_escalation_by_input on guard_escalation (desk_id, input_sha256);
create unique index guard_escalation_by_outbox on guard_escalation (desk_id, outbox_id) where state = 'waiting';

-- Exact values a mail is declared to carry, and the word of a person on what was held.
alter table outbox add column may_carry jsonb not null default '[]', add column release jsonb;

do $$
declare t text;
begin
  foreach t in array array['guard_state', 'guard_pack', 'guard_policy', 'guard_term', 'guard_canary', 'guard_erased',
    'guard_subject', 'guard_pseudonym', 'guard_shingle', 'guard_record', 'guard_escalation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('grant select, insert, update, delete on %I to assay_app', t);
    execute format('create policy desk_adds on %I as restrictive for insert with check ((select asker_is_system()))', t);
    execute format('create policy desk_changes on %I as restrictive for update using (true) with check ((select asker_is_system()))', t);
    execute format('create policy desk_removes on %I as restrictive for delete using ((select asker_is_system()))', t);
  end loop;
  foreach t in array array['guard_state', 'guard_erased', 'guard_subject', 'guard_pseudonym', 'guard_shingle'] loop
    execute format('create policy visible on %I using (desk_id = (select tid()) and (select asker_is_system()))', t);
  end loop;
end $$;
revoke update, delete on guard_pack, guard_record from assay_app;

create function asker_reads_guard() returns boolean stable language sql as
  $$ select asker_is('lab-officer', 'analyst', 'coordinator', 'overseer', 'administrator') $$;
create policy visible on guard_pack using (desk_id = (select tid()) and (
  (select asker_is_system()) or (select asker_reads_guard())));
create policy visible on guard_policy using (desk_id = (select tid()) and (
  (select asker_is_system()) or (select asker_reads_guard())));
create policy visible on guard_term using (desk_id = (select tid()) and (
  (select asker_is_system()) or (party_id = (select asker_party()) and (select asker_is('lab-officer')))));
-- A token's use is that nobody but the desk knows it.
create policy visible on guard_canary using (desk_id = (select tid()) and ((select asker_is_system())
  or ((select asker_is_staff())
      and exists (select 1 from cases c where c.desk_id = guard_canary.desk_id and c.id = guard_canary.case_id))));
-- There is no value in a record; which case it was about is for those who see the case.
create policy visible on guard_record using (desk_id = (select tid()) and ((select asker_is_system())
  or ((select asker_is_staff()) and (case_id is null
      or exists (select 1 from cases c where c.desk_id = guard_record.desk_id and c.id = guard_record.case_id)))
  or ((select asker_reads_guard()) and case_id is null)
  or kept_by = (select asker_person())));
-- Whoever decides, and who waits for the answer. What belongs to a case that a coordinator does not see is not theirs.
create policy visible on guard_escalation using (desk_id = (select tid()) and ((select asker_is_system())
  or ((select asker_is('coordinator')) and (case_id is null
      or exists (select 1 from cases c where c.desk_id = guard_escalation.desk_id and c.id = guard_escalation.case_id)))
  or asked_by = (select asker_person())));
