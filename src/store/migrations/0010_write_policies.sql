-- To see is not to change. What follows from a decision is written as the desk (`asDesk`), never as who asked for it: an
-- asker's own transaction, whatever it was led to do, changes no case. Restrictive policies narrow what others allow.
do $$
declare t text;
begin
  foreach t in array array['cases', 'case_event', 'case_finding', 'case_member', 'advisory_version', 'report', 'attachment',
    'finding', 'batch', 'batch_problem', 'preference', 'session', 'passkey', 'oidc_identity'] loop
    execute format('create policy desk_adds on %I as restrictive for insert with check ((select asker_is_system()))', t);
    -- `using (true)`: who sees a row may still lock it before deciding.
    execute format('create policy desk_changes on %I as restrictive for update using (true) with check ((select asker_is_system()))', t);
    execute format('create policy desk_removes on %I as restrictive for delete using ((select asker_is_system()))', t);
  end loop;
  foreach t in array array['message', 'task', 'signed_link', 'advisory', 'proposal', 'outbox'] loop
    execute format('create policy staff_adds on %I as restrictive for insert
      with check ((select asker_is_system()) or (select asker_is_staff()))', t);
    execute format('create policy staff_changes on %I as restrictive for update using (true)
      with check ((select asker_is_system()) or (select asker_is_staff()))', t);
    execute format('create policy staff_removes on %I as restrictive for delete
      using ((select asker_is_system()) or (select asker_is_staff()))', t);
  end loop;
  -- The desk's own work on a case is not for its participants.
  foreach t in array array['task', 'signed_link', 'proposal'] loop
    execute format('create policy staff_sees on %I as restrictive for select
      using ((select asker_is_system()) or (select asker_is_staff()))', t);
  end loop;
end $$;
drop policy ended on session;

create policy keepers_add on party as restrictive for insert
  with check ((select asker_is_system()) or (select asker_is('administrator', 'analyst', 'coordinator')));
create policy keepers_change on party as restrictive for update using (true)
  with check ((select asker_is_system()) or (select asker_is('administrator', 'analyst', 'coordinator')));
create policy keepers_remove on party as restrictive for delete using ((select asker_is_system()));

-- What went between the desk and one party is not for another, and a draft is for nobody yet.
create policy own_share on message as restrictive for select using ((select asker_is_system()) or (select asker_is_staff())
  or (party_id = (select asker_party()) and state in ('sent', 'received')));

-- A signed link opens one case and nothing that follows from its party's seats elsewhere. It opens no TLP:RED case: the
-- readers of those are named persons.
create policy one_case on case_member as restrictive for select
  using ((select asker_only_case()) is null or case_id = (select asker_only_case()));
create policy no_red_by_link on cases as restrictive for select
  using ((select asker_only_case()) is null or tlp <> 'RED');
