-- A party that is only invited sees no case; this is how it finds what it may agree to.
create index case_event_invitation on case_event (desk_id, (data ->> 'partyId')) where type = 'participant-invited';
