-- An evaluation: a run as its keys name it. What lists show are columns; content is read one at a time.
create table evaluation_run (
  desk_id      uuid not null references desk,
  id           uuid not null,
  ref          text not null,
  party_id     uuid not null,
  review_id    uuid,
  order_id     uuid,
  run_key      text not null,
  judge_key    text not null,
  title        text not null,
  behaviour    text not null,
  test_set     text not null,
  model        text not null,
  content      text not null,      -- JSON: configuration, circumstances, taxonomy, test set, judges, dimensions
  dimension    text not null,      -- the first, which lists speak of
  state        text not null check (state in ('running', 'finished', 'stopped')),
  integrity    text not null,
  note         text not null default '',
  stopped      text,
  planned      integer not null,
  trials       integer not null default 0,
  judged       integer not null default 0,
  conflicts    integer not null default 0,
  unscored     integer not null default 0,
  edition      integer not null default 1,
  figures      text,               -- JSON, as of `figured`; made again when it is behind
  figured      integer not null default 0,
  figured_at   timestamptz,
  headline     text,               -- JSON, as of `figured`
  by_person    uuid not null,
  by_label     text not null,
  started_at   timestamptz not null,
  changed_at   timestamptz not null,
  finished_at  timestamptz,
  primary key (desk_id, id),
  unique (desk_id, ref),
  foreign key (desk_id, party_id) references party (desk_id, id),
  foreign key (desk_id, review_id) references review (desk_id, id)
);
create sequence evaluation_number;
-- The same run, judged by the same judges, is one, and is gone on with.
create unique index evaluation_run_once on evaluation_run (desk_id, party_id, run_key, judge_key, order_id) nulls not distinct;
create index evaluation_run_by_change on evaluation_run (desk_id, party_id, changed_at desc, id);

-- What lists show of a trial. Small on purpose: 100,000 of them are looked through in one go.
create table evaluation_trial (
  desk_id      uuid not null,
  run_id       uuid not null,
  number       integer not null,
  party_id     uuid not null,
  trial        bytea not null,     -- its identity: SHA-256
  case_id      bytea not null,
  repetition   integer not null,
  title        text not null,
  kind         text not null,
  category     text,
  stance       text,
  ending       text not null,
  turns        integer not null,
  tool_calls   integer not null,
  latency_ms   double precision,
  outcomes     jsonb not null,     -- by dimension
  judged       boolean not null,
  conflict     boolean not null,
  disagreement boolean not null,
  unscored     boolean not null,
  judge_kinds  text[] not null,
  at           timestamptz not null,
  primary key (desk_id, run_id, number),
  unique (desk_id, run_id, trial),
  foreign key (desk_id, run_id) references evaluation_run (desk_id, id)
);
create index evaluation_trial_by_category on evaluation_trial (desk_id, run_id, category, number);
create index evaluation_trial_by_case on evaluation_trial (desk_id, run_id, case_id, repetition);
create index evaluation_trial_conflict on evaluation_trial (desk_id, run_id, number) where conflict;
create index evaluation_trial_disagreement on evaluation_trial (desk_id, run_id, number) where disagreement;
create index evaluation_trial_unscored on evaluation_trial (desk_id, run_id, number) where unscored;

-- Read one at a time, byte for byte as it came. JSON as text: a transcript may hold what jsonb does not take.
create table evaluation_transcript (
  desk_id  uuid not null,
  run_id   uuid not null,
  number   integer not null,
  party_id uuid not null,
  trial    text not null,
  held     text not null,          -- the case
  verdicts text,                   -- null until they came; they come once
  primary key (desk_id, run_id, number),
  foreign key (desk_id, run_id, number) references evaluation_trial (desk_id, run_id, number)
);

-- What a trial says in each row of the forest plot: a category, all of a stance ('' as category), all ('' as both).
create table evaluation_cell (
  desk_id    uuid not null,
  run_id     uuid not null,
  party_id   uuid not null,
  dimension  text not null,
  stance     text not null,
  category   text not null,
  case_id    bytea not null,
  repetition integer not null,
  number     integer not null,
  outcome    text not null,
  conflict   boolean not null,
  primary key (desk_id, run_id, dimension, stance, category, case_id, repetition)
);
create index evaluation_cell_by_number on evaluation_cell (desk_id, run_id, number);

-- How often each judge said what, over the whole run.
create table evaluation_tally (
  desk_id   uuid not null,
  run_id    uuid not null,
  party_id  uuid not null,
  judge     text not null,
  kind      text not null,
  dimension text not null,
  yes       integer not null,
  no        integer not null,
  silent    integer not null,
  primary key (desk_id, run_id, judge, dimension),
  foreign key (desk_id, run_id) references evaluation_run (desk_id, id)
);

create table evaluation_sample (
  desk_id   uuid not null,
  id        uuid not null,
  run_id    uuid not null,
  party_id  uuid not null,
  dimension text not null,
  seed      text not null,
  size      integer not null,
  doubled   integer not null,
  drawn_at  timestamptz not null,
  by_label  text not null,
  primary key (desk_id, id),
  unique (desk_id, run_id, dimension, seed),
  foreign key (desk_id, run_id) references evaluation_run (desk_id, id)
);

-- Who is to label which trial. Until they have, what judges said of it is kept from them.
create table evaluation_assignment (
  desk_id   uuid not null,
  sample_id uuid not null,
  number    integer not null,
  person_id uuid not null,
  run_id    uuid not null,
  party_id  uuid not null,
  dimension text not null,
  place     integer not null,
  weight    double precision not null, -- how many trials of its kind it stands for
  done      boolean not null default false,
  primary key (desk_id, sample_id, number, person_id),
  foreign key (desk_id, sample_id) references evaluation_sample (desk_id, id),
  foreign key (desk_id, run_id, number) references evaluation_trial (desk_id, run_id, number),
  foreign key (desk_id, person_id) references person (desk_id, id)
);
create index evaluation_assignment_open on evaluation_assignment (desk_id, run_id, person_id, number) where not done;

create table evaluation_label (
  desk_id   uuid not null,
  run_id    uuid not null,
  number    integer not null,
  dimension text not null,
  person_id uuid not null,
  party_id  uuid not null,
  by_label  text not null,
  outcome   text not null check (outcome in ('yes', 'no', 'not_applicable', 'inconclusive')),
  reason    text not null,
  citations text not null,
  weight    double precision not null,
  at        timestamptz not null,
  primary key (desk_id, run_id, number, dimension, person_id),
  foreign key (desk_id, run_id, number) references evaluation_trial (desk_id, run_id, number)
);

-- Trials that people agree on, kept as they were: judges are asked about them again later.
create table evaluation_anchor (
  desk_id   uuid not null,
  id        uuid not null,
  party_id  uuid not null,
  run_id    uuid not null,
  identity  text not null,
  title     text not null,
  dimension text not null,
  items     text not null,         -- JSON: number, trial, what people say
  size      integer not null,
  frozen_at timestamptz not null,
  by_label  text not null,
  primary key (desk_id, id),
  unique (desk_id, party_id, identity),
  foreign key (desk_id, run_id) references evaluation_run (desk_id, id)
);

create table evaluation_anchor_check (
  desk_id   uuid not null,
  anchor_id uuid not null,
  id        uuid not null,
  party_id  uuid not null,
  judge     text not null,
  name      text not null,
  outcomes  text not null,         -- JSON
  at        timestamptz not null,
  by_label  text not null,
  primary key (desk_id, anchor_id, id),
  foreign key (desk_id, anchor_id) references evaluation_anchor (desk_id, id)
);

-- Flaws in real software that a trial brought up.
create table evaluation_report (
  desk_id    uuid not null,
  run_id     uuid not null,
  number     integer not null,
  report_ref text not null,
  party_id   uuid not null,
  at         timestamptz not null,
  primary key (desk_id, run_id, number, report_ref),
  foreign key (desk_id, run_id, number) references evaluation_trial (desk_id, run_id, number)
);

-- What an agency asks its own runner to do in a review. The credentials are sealed; here is only which sealed thing they are.
create table evaluation_order (
  desk_id       uuid not null,
  id            uuid not null,
  review_id     uuid not null,
  party_id      uuid not null,
  person_id     uuid not null,
  by_label      text not null,
  title         text not null,
  state         text not null check (state in ('ordered', 'running', 'finished', 'stopped')),
  why           text,
  grant_id      text not null,
  material_id   uuid not null,
  configuration text not null,
  test_set      text,
  budget        text not null,     -- JSON
  seed          text not null,
  batches       integer not null default 0,
  ordered_at    timestamptz not null,
  last_seen_at  timestamptz,
  ended_at      timestamptz,
  destroyed_at  timestamptz,
  destroyed     text,
  primary key (desk_id, id),
  foreign key (desk_id, review_id) references review (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
create index evaluation_order_by_review on evaluation_order (desk_id, review_id, ordered_at desc);

-- Evaluations are their party's own: a lab reads nothing of what an agency asks its model, nor the other way about.
create function asker_evaluates() returns boolean stable language sql as
  $$ select asker_only_case() is null and asker_is('analyst', 'verifier', 'reviewer', 'lab-officer', 'coordinator') $$;

do $$
declare t text;
begin
  foreach t in array array['evaluation_run', 'evaluation_trial', 'evaluation_transcript', 'evaluation_cell', 'evaluation_tally',
      'evaluation_sample', 'evaluation_assignment', 'evaluation_label', 'evaluation_anchor', 'evaluation_anchor_check',
      'evaluation_report', 'evaluation_order'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('grant select, insert, update, delete on %I to assay_app', t);
    execute format('create policy desk_adds on %I as restrictive for insert with check ((select asker_is_system()))', t);
    execute format('create policy desk_changes on %I as restrictive for update using (true) with check ((select asker_is_system()))', t);
    execute format('create policy desk_removes on %I as restrictive for delete using ((select asker_is_system()))', t);
    execute format('create policy visible on %I using (desk_id = (select tid()) and ((select asker_is_system())
      or (party_id = (select asker_party()) and (select asker_evaluates()))))', t);
  end loop;
end $$;
revoke delete on evaluation_run, evaluation_trial, evaluation_transcript, evaluation_label, evaluation_anchor,
  evaluation_report, evaluation_order from assay_app;
revoke update, delete on evaluation_anchor_check from assay_app;
grant usage on sequence evaluation_number to assay_app;
