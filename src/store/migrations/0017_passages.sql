-- Findings that were taken in before the guard knew passages: those up to here have them by now; null, all have.
alter table guard_state add column passages_after uuid default '00000000-0000-0000-0000-000000000000';
