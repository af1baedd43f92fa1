-- The role the server works as owns nothing, cannot bypass row-level security, and cannot change what is append-only.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'assay_app') then
    create role assay_app login;
  end if;
end $$;
grant usage on schema public to assay_app;
grant select, insert, update, delete on all tables in schema public to assay_app;
grant usage on all sequences in schema public to assay_app;
revoke update, delete on report, case_event, advisory_version from assay_app;
revoke select, update, delete on finding_sketch from assay_app;
