-- A person is one subject at a provider. Addresses are given to others after a while; whoever got one later is somebody else.
create unique index oidc_identity_of_person on oidc_identity (desk_id, issuer, person_id);
