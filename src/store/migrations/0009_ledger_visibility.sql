-- The log of a desk is seen from its own desk only. Everybody there adds entries by what they do and may read the bytes
-- that are hashed. What an entry says is read by whoever sees its case, or by all where nothing in it is restricted.
do $$
declare t text;
begin
  foreach t in array array['ledger_log', 'ledger_entry', 'ledger_pending', 'ledger_leaf', 'ledger_tile', 'ledger_checkpoint'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['ledger_log', 'ledger_leaf', 'ledger_tile', 'ledger_checkpoint'] loop
    execute format('create policy visible on %I for select using (desk_id = (select tid()))', t);
    execute format('create policy written on %I for insert with check (desk_id = (select tid()) and (select asker_is_system()))', t);
  end loop;
end $$;
create policy grown on ledger_tile for update using (desk_id = (select tid()) and (select asker_is_system()));

create policy visible on ledger_entry for select using (desk_id = (select tid()) and (
  (select asker_is_system()) or not restricted
  or exists (select 1 from cases c where c.desk_id = ledger_entry.desk_id and c.id = ledger_entry.case_id)));
create policy written on ledger_entry for insert with check (desk_id = (select tid()));

create policy visible on ledger_pending for select using (desk_id = (select tid()) and (select asker_is_system()));
create policy written on ledger_pending for insert with check (desk_id = (select tid()));
create policy placed on ledger_pending for delete using (desk_id = (select tid()) and (select asker_is_system()));
