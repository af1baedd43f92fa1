-- Matching asks by plain equality: a row for each band, which a policy does not keep from its index (int4eq and texteq are
-- leakproof; `&&` on arrays is not), and which is cut off after some entries however many share a band. No foreign key: a
-- band is written with its sketch, neither is ever changed, and 27 checks a finding cost more than everything else.
create table finding_band (
  desk_id    uuid not null,
  band       integer not null,
  finding_id uuid not null,
  primary key (band, desk_id, finding_id) -- band first: it is what tells entries apart
) with (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000);
-- Only ever added to: marked as visible to all soon after, a lookup reads the index alone.
insert into finding_band select distinct desk_id, unnest(bands), finding_id from finding_sketch;

drop function sketches_near;
drop index finding_sketch_by_band;
alter table finding_sketch drop column bands, force row level security;
drop index finding_sketch_by_key;
create index finding_sketch_by_key on finding_sketch (desk_id, match_key) where match_key is not null;

create policy asked on finding_sketch for select using (desk_id = (select tid()) and (select asker_is_system()));
alter table finding_band enable row level security;
alter table finding_band force row level security;
create policy kept on finding_band using (desk_id = (select tid()) and (select asker_is_system()));
grant select on finding_sketch to assay_app;
grant select, insert on finding_band to assay_app;
revoke update, delete on finding_band from assay_app;

-- The public figures look at the few events that are milestones, among very many.
create index case_event_milestone on case_event (desk_id, type, case_id)
  where type in ('evidence-recorded', 'message-sent', 'remediation-recorded');
