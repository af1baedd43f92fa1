-- Row-level security: the second lock. It reads who asks from settings that each transaction makes for itself.
-- current_setting(…, true) is '' after a transaction that set it, hence nullif. `(select f())` is evaluated once a query.
create function tid() returns uuid stable language sql as
  $$ select nullif(current_setting('app.desk', true), '')::uuid $$;
create function asker_person() returns uuid stable language sql as
  $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create function asker_party() returns uuid stable language sql as
  $$ select nullif(current_setting('app.party', true), '')::uuid $$;
create function asker_only_case() returns uuid stable language sql as
  $$ select nullif(current_setting('app.only_case', true), '')::uuid $$;
create function asker_is(variadic roles text[]) returns boolean stable language sql as
  $$ select coalesce(string_to_array(nullif(current_setting('app.roles', true), ''), ',') && roles, false) $$;
create function asker_is_system() returns boolean stable language sql as $$ select asker_is('system') $$;
create function asker_is_staff() returns boolean stable language sql as $$ select asker_is('analyst', 'coordinator') $$;
create function asker_submits() returns boolean stable language sql as
  $$ select asker_is('finder', 'lab-officer', 'analyst', 'coordinator') $$;

alter table case_member enable row level security;
alter table case_member force row level security;
create policy visible on case_member using (desk_id = (select tid()) and (
  (select asker_is_system()) or (select asker_is_staff())
  or party_id = (select asker_party()) or person_id = (select asker_person())));

create function my_party_cases() returns setof uuid stable language sql as
  $$ select case_id from case_member where desk_id = tid() and until is null and person_id is null
       and party_id = asker_party() and asker_only_case() is null $$;
create function my_named_cases() returns setof uuid stable language sql as
  $$ select case_id from case_member where desk_id = tid() and until is null
       and person_id = asker_person() and asker_only_case() is null $$;

alter table cases enable row level security;
alter table cases force row level security;
create policy visible on cases using (desk_id = (select tid()) and (
  (select asker_is_system())
  or (tlp <> 'RED' and (select asker_is_staff()))
  or (tlp <> 'RED' and (select asker_is('owner', 'verifier')) and id in (select my_party_cases()))
  or ((select asker_is('owner', 'verifier', 'analyst', 'coordinator')) and id in (select my_named_cases()))
  or id = (select asker_only_case())));

-- What hangs on a case is seen by whoever sees the case.
do $$
declare t text;
begin
  foreach t in array array['case_event', 'case_finding', 'task', 'message', 'signed_link', 'advisory'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy visible on %I using (desk_id = (select tid()) and ((select asker_is_system())
      or exists (select 1 from cases c where c.desk_id = %I.desk_id and c.id = %I.case_id)))', t, t, t);
  end loop;
end $$;

alter table proposal enable row level security;
alter table proposal force row level security;
create policy visible on proposal using (desk_id = (select tid()) and ((select asker_is_system()) or (
  exists (select 1 from cases c where c.desk_id = proposal.desk_id and c.id = proposal.case_id)
  and exists (select 1 from cases c where c.desk_id = proposal.desk_id and c.id = proposal.other_id))));

alter table advisory_version enable row level security;
alter table advisory_version force row level security;
create policy visible on advisory_version using (desk_id = (select tid()) and ((select asker_is_system()) or
  exists (select 1 from advisory a where a.desk_id = advisory_version.desk_id and a.id = advisory_id)));

alter table finding enable row level security;
alter table finding force row level security;
create policy visible on finding using (desk_id = (select tid()) and (
  (select asker_is_system())
  or (party_id = (select asker_party()) and (select asker_submits()))
  or exists (select 1 from case_finding l where l.desk_id = finding.desk_id and l.finding_id = finding.id)));

-- Matching has a way of its own. Under a policy `bands && …` could not use its index (the operator is not leakproof), so
-- the app may not read this table at all; it may ask this function, and only as the desk itself.
alter table finding_sketch enable row level security;
create policy written on finding_sketch for insert with check (desk_id = (select tid()) and (select asker_is_system()));

-- For each question the findings that share its exact key or a band, those with most bands in common first; of very many
-- only some are looked at, so that a flood of copies of one flaw does not cost more with each copy.
-- `is not distinct from` is a condition no index serves, on purpose: before its first statistics the planner would take
-- any index that begins with desk_id over the one on bands.
create function sketches_near(questions jsonb)
  returns table (place int, finding_id uuid, features jsonb)
  stable language sql security definer set search_path = public, pg_temp as $$
  with asked as materialized (
    select q.place, q.match_key, array(select value::int from jsonb_array_elements_text(q.bands)) as bands
    from jsonb_to_recordset(questions) as q(place int, match_key text, bands jsonb)
    where asker_is_system()
  )
  select asked.place, near.finding_id, near.features from asked cross join lateral (
    (select s.finding_id, s.features from finding_sketch s
      where s.match_key = asked.match_key and s.desk_id is not distinct from tid() limit 4)
    union
    (select s.finding_id, s.features from (
       select * from finding_sketch where bands && asked.bands and desk_id is not distinct from tid() limit 256) s
     order by (select count(*) from unnest(s.bands) band where band = any(asked.bands)) desc
     limit 16)
  ) near $$;

alter table report enable row level security;
alter table report force row level security;
create policy visible on report using (desk_id = (select tid()) and (
  (select asker_is_system())
  or (party_id = (select asker_party()) and (select asker_submits()))
  or ((select asker_is_staff())
      and exists (select 1 from finding f where f.desk_id = report.desk_id and f.report_id = report.id))));

alter table attachment enable row level security;
alter table attachment force row level security;
create policy visible on attachment using (desk_id = (select tid()) and ((select asker_is_system())
  or exists (select 1 from report r where r.desk_id = attachment.desk_id and r.id = report_id)));

alter table batch enable row level security;
alter table batch force row level security;
create policy visible on batch using (desk_id = (select tid()) and ((select asker_is_system())
  or (select asker_is_staff())
  or (party_id = (select asker_party()) and (select asker_submits()))));

alter table batch_problem enable row level security;
alter table batch_problem force row level security;
create policy visible on batch_problem using (desk_id = (select tid()) and ((select asker_is_system())
  or exists (select 1 from batch b where b.desk_id = batch_problem.desk_id and b.id = batch_id)));

-- Accounts.
alter table party enable row level security;
alter table party force row level security;
create policy visible on party using (desk_id = (select tid()) and (
  (select asker_is_system()) or (select asker_is('administrator', 'analyst', 'coordinator'))
  or id = (select asker_party())));

alter table person enable row level security;
alter table person force row level security;
create policy visible on person for select using (desk_id = (select tid()) and (
  (select asker_is_system()) or (select asker_is('administrator', 'analyst', 'coordinator'))
  or id = (select asker_person())));
create policy kept on person using (desk_id = (select tid()) and (
  (select asker_is_system()) or (select asker_is('administrator'))));

do $$
declare t text;
begin
  foreach t in array array['passkey', 'oidc_identity', 'enrolment', 'session', 'api_token', 'saved_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy visible on %I using (desk_id = (select tid()) and
      ((select asker_is_system()) or person_id = (select asker_person())))', t);
  end loop;
end $$;
-- An administrator sees that somebody has a passkey, and gives out enrolments; secrets are only ever stored hashed.
create policy counted on passkey for select using (desk_id = (select tid()) and (select asker_is('administrator')));
create policy given on enrolment for all using (desk_id = (select tid()) and (select asker_is('administrator')));
create policy ended on session for delete using (desk_id = (select tid()) and (select asker_is('administrator')));

alter table challenge enable row level security;
alter table challenge force row level security;
create policy visible on challenge using (desk_id = (select tid()) and (select asker_is_system()));

alter table preference enable row level security;
alter table preference force row level security;
create policy visible on preference using (desk_id = (select tid()) and ((select asker_is_system())
  or (select asker_is_staff()) or party_id = (select asker_party())));

alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy visible on idempotency using (desk_id = (select tid()) and (select asker_is_system()));

alter table outbox enable row level security;
alter table outbox force row level security;
create policy visible on outbox using (desk_id = (select tid()) and (select asker_is_system()));
create policy filled on outbox for insert with check (desk_id = (select tid()));
