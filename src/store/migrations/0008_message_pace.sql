-- The day on which a report goes out, as far as it counts against its owner's weekly budget. Null for what does not:
-- drafts, answers in a conversation under way, mail to others than owners.
alter table message add column budget_day date;
create index message_by_budget on message (desk_id, party_id, budget_day) where budget_day is not null;
