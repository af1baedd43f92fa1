-- Numbers behind the speakable ids (VC-2026-0412). Gaps after a crash are harmless; reuse would not be.
create sequence report_number;
create sequence finding_number;
create sequence case_number;
create sequence advisory_number;

create table batch (
  desk_id     uuid not null references desk,
  id          uuid not null,
  party_id    uuid not null,
  person_id   uuid,
  name        text not null,
  idempotency_key text,
  started_at  timestamptz not null,
  finished_at timestamptz,
  lines       integer not null default 0,
  stored      integer not null default 0,
  known       integer not null default 0,
  refused     integer not null default 0,
  matched_new integer not null default 0,
  matched_same integer not null default 0,
  matched_proposed integer not null default 0,
  primary key (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
create index batch_by_start on batch (desk_id, started_at desc, id);
create unique index batch_by_key on batch (desk_id, party_id, idempotency_key) where idempotency_key is not null;

create table batch_problem (
  desk_id  uuid not null,
  batch_id uuid not null,
  line     integer not null,
  problems jsonb not null,
  primary key (desk_id, batch_id, line),
  foreign key (desk_id, batch_id) references batch (desk_id, id)
);

-- The bytes as they came. Small ones stand here, large ones in a content-addressed file (`bytes` is null then).
create table report (
  desk_id     uuid not null references desk,
  id          uuid not null,
  ref         text not null,
  party_id    uuid not null,
  person_id   uuid,
  sha256      bytea not null,
  size        bigint not null,
  bytes       bytea,
  name        text,
  format      text not null,
  channel     text not null,
  tlp         text not null,
  batch_id    uuid,
  received_at timestamptz not null,
  primary key (desk_id, id),
  unique (desk_id, ref),
  -- Per party: that somebody else sent the same bytes is not for the second sender to learn.
  unique (desk_id, party_id, sha256),
  foreign key (desk_id, party_id) references party (desk_id, id),
  foreign key (desk_id, batch_id) references batch (desk_id, id)
);
create index report_by_party on report (desk_id, party_id, received_at desc);

create table attachment (
  desk_id   uuid not null,
  report_id uuid not null,
  name      text not null,
  sha256    bytea not null,
  size      bigint not null,
  bytes     bytea,
  primary key (desk_id, report_id, name),
  foreign key (desk_id, report_id) references report (desk_id, id)
);

create table finding (
  desk_id     uuid not null,
  id          uuid not null,
  ref         text not null,
  report_id   uuid not null,
  ordinal     integer not null,
  party_id    uuid not null,
  title       text not null,
  component   text,
  weakness    text,
  model       text,
  harness     text,
  content     jsonb not null,  -- core/clearinghouse/finding.ts, whole
  received_at timestamptz not null,
  primary key (desk_id, id),
  unique (desk_id, ref),
  unique (desk_id, report_id, ordinal),
  foreign key (desk_id, report_id) references report (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
create index finding_by_party on finding (desk_id, party_id, received_at desc, id);

-- What matching asks. Apart from `finding`, because it is looked up by a way of its own: see 0005.
create table finding_sketch (
  desk_id    uuid not null,
  finding_id uuid not null,
  match_key  text,               -- equal keys: certainly one root cause
  bands      integer[] not null, -- findings worth comparing share one
  features   jsonb not null,     -- what is compared
  primary key (desk_id, finding_id),
  foreign key (desk_id, finding_id) references finding (desk_id, id)
);
create index finding_sketch_by_key on finding_sketch (match_key, desk_id) where match_key is not null;
-- Without the pending list: every lookup would read it whole while a batch fills it.
create index finding_sketch_by_band on finding_sketch using gin (bands) with (fastupdate = off);

-- A case is folded from its events; the other columns are that state, kept for search and order.
create table cases (
  desk_id         uuid not null references desk,
  id              uuid not null,
  ref             text not null,
  version         integer not null,
  state           jsonb not null,
  title           text not null,
  tlp             text not null check (tlp in ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  status          text not null check (status in ('open', 'merged', 'closed')),
  component       text,
  weakness        text,
  affected        text,
  evidence        text not null,
  score_finder    real,
  score_verifier  real,
  score_owner     real,
  decision        jsonb not null,
  decision_rank   integer not null,
  due_at          date,
  unknowns        integer not null,
  embargo_state   text not null,
  embargo_ends    date,
  exploited       boolean not null default false,
  findings        integer not null default 0,
  owner_state     text not null,
  owner_since     timestamptz,
  assigned_to     uuid,
  opened_at       timestamptz not null,
  changed_at      timestamptz not null,
  primary key (desk_id, id),
  unique (desk_id, ref),
  foreign key (desk_id, assigned_to) references person (desk_id, id)
);
create index cases_by_decision on cases (desk_id, status, decision_rank, due_at, ref);
create index cases_assigned on cases (desk_id, assigned_to, status) where assigned_to is not null;

create table case_event (
  desk_id   uuid not null,
  case_id   uuid not null,
  seq       integer not null,
  at        timestamptz not null,
  type      text not null,
  by_person uuid,
  by_party  uuid,
  by_label  text not null,
  data      jsonb not null,
  primary key (desk_id, case_id, seq),
  foreign key (desk_id, case_id) references cases (desk_id, id)
);

-- Apart from `finding`, so that a finder who reads its own finding cannot reach the case through it.
create table case_finding (
  desk_id    uuid not null,
  finding_id uuid not null,
  case_id    uuid not null,
  match      text not null,
  joined_by  text not null,
  joined_at  timestamptz not null,
  primary key (desk_id, finding_id),
  foreign key (desk_id, finding_id) references finding (desk_id, id),
  foreign key (desk_id, case_id) references cases (desk_id, id)
);
create index case_finding_by_case on case_finding (desk_id, case_id);

-- Who may see the case besides desk staff. A row with a person names a reader of a TLP:RED case.
create table case_member (
  desk_id   uuid not null,
  case_id   uuid not null,
  party_id  uuid not null,
  person_id uuid,
  role      text not null,
  since     timestamptz not null,
  until     timestamptz,
  foreign key (desk_id, case_id) references cases (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
create unique index case_member_once on case_member
  (desk_id, case_id, party_id, coalesce(person_id, '00000000-0000-0000-0000-000000000000'), role);
create index case_member_by_party on case_member (desk_id, party_id);

create table proposal (
  desk_id    uuid not null,
  id         uuid not null,
  case_id    uuid not null,
  other_id   uuid not null,
  score      real not null,
  signals    jsonb not null,
  state      text not null default 'open' check (state in ('open', 'merged', 'sibling', 'apart', 'gone')),
  created_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  primary key (desk_id, id),
  unique (desk_id, case_id, other_id),
  foreign key (desk_id, case_id) references cases (desk_id, id),
  foreign key (desk_id, other_id) references cases (desk_id, id)
);
create index proposal_open on proposal (desk_id, state, score desc, id);
create index proposal_by_other on proposal (desk_id, other_id);

create table task (
  desk_id    uuid not null,
  id         uuid not null,
  case_id    uuid not null,
  kind       text not null,
  detail     text not null,
  due_at     date,
  created_at timestamptz not null,
  done_at    timestamptz,
  primary key (desk_id, id),
  foreign key (desk_id, case_id) references cases (desk_id, id)
);
create unique index task_open_once on task (desk_id, case_id, kind) where done_at is null;

create table saved_view (
  desk_id   uuid not null,
  person_id uuid not null,
  name      text not null,
  query     text not null,
  primary key (desk_id, person_id, name),
  foreign key (desk_id, person_id) references person (desk_id, id)
);

-- Reference data of the whole installation.
create table epss (
  cve        text primary key,
  score      real not null,
  percentile real not null,
  as_of      date not null
);
create table kev (
  cve        text primary key,
  date_added date not null,
  due_at     date,
  ransomware text,
  as_of      date not null
);
create table import_state (
  name        text primary key check (name in ('epss', 'kev')),
  as_of       date,
  rows        integer not null default 0,
  imported_at timestamptz,
  failed      text
);
