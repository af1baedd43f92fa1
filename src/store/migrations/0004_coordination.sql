create table message (
  desk_id    uuid not null,
  id         uuid not null,
  case_id    uuid not null,
  party_id   uuid not null,
  direction  text not null check (direction in ('out', 'in')),
  state      text not null check (state in ('draft', 'queued', 'sent', 'held', 'failed', 'received', 'discarded')),
  recipient  text,
  subject    text not null,
  body       text not null,
  author     text not null,
  created_at timestamptz not null,
  sent_by    uuid,
  sent_by_name text,
  sent_at    timestamptz,
  held_why   jsonb,
  primary key (desk_id, id),
  foreign key (desk_id, case_id) references cases (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
create index message_by_case on message (desk_id, case_id, created_at, id);

-- What is to leave. The job clears it with the guard at that moment and sends it; nothing is sent from inside a decision.
create table outbox (
  desk_id     uuid not null references desk,
  id          uuid not null,
  kind        text not null check (kind in ('mail')),
  case_id     uuid,
  message_id  uuid,
  audience    jsonb not null,
  payload     jsonb not null,
  state       text not null default 'pending' check (state in ('pending', 'sent', 'held', 'failed')),
  attempts    integer not null default 0,
  not_before  timestamptz not null,
  created_at  timestamptz not null,
  done_at     timestamptz,
  last_error  text,
  primary key (desk_id, id)
);
create index outbox_pending on outbox (desk_id, not_before) where state = 'pending';

create table signed_link (
  desk_id      uuid not null,
  id           uuid not null,
  case_id      uuid not null,
  party_id     uuid not null,
  token_hash   bytea not null,
  purpose      text not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  last_used_at timestamptz,
  primary key (desk_id, id),
  unique (desk_id, token_hash),
  foreign key (desk_id, case_id) references cases (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);

create table preference (
  desk_id    uuid not null,
  party_id   uuid not null,
  content    jsonb not null,
  changed_at timestamptz not null,
  primary key (desk_id, party_id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);

create table advisory (
  desk_id    uuid not null,
  id         uuid not null,
  ref        text not null,
  case_id    uuid not null,
  draft      jsonb not null,
  revision   integer not null,  -- counts edits of the draft, for If-Match
  published  integer not null default 0,  -- newest published version, 0 while none is
  changed_at timestamptz not null,
  primary key (desk_id, id),
  unique (desk_id, ref),
  unique (desk_id, case_id),
  foreign key (desk_id, case_id) references cases (desk_id, id)
);

create table advisory_version (
  desk_id      uuid not null,
  advisory_id  uuid not null,
  number       integer not null,
  content      jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (desk_id, advisory_id, number),
  foreign key (desk_id, advisory_id) references advisory (desk_id, id)
);

-- Published is published: no version is ever changed or taken back.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows never change', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger advisory_version_is_immutable before update or delete on advisory_version
  for each row execute function refuse_change();
create trigger report_is_immutable before update or delete on report
  for each row execute function refuse_change();
create trigger case_event_is_immutable before update or delete on case_event
  for each row execute function refuse_change();

-- The answer to a request that may come twice.
create table idempotency (
  desk_id  uuid not null,
  party_id uuid not null,
  key      text not null,
  sha256   bytea not null,
  answer   jsonb not null,
  at       timestamptz not null,
  primary key (desk_id, party_id, key),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
