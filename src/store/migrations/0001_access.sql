-- A tenant is one clearinghouse desk. Its key stands first in every primary, unique and foreign key of our own tables.
create table desk (
  id         uuid primary key,
  slug       text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,30}$'),
  name       text not null,
  created_at timestamptz not null
);

create table party (
  desk_id    uuid not null references desk,
  id         uuid not null,
  name       text not null,
  kind       text not null,
  contact    text,
  created_at timestamptz not null,
  primary key (desk_id, id),
  unique (desk_id, name)
);

create table person (
  desk_id     uuid not null references desk,
  id          uuid not null,
  party_id    uuid not null,
  name        text not null,
  email       text,
  roles       text[] not null check (cardinality(roles) > 0),
  created_at  timestamptz not null,
  disabled_at timestamptz,
  primary key (desk_id, id),
  foreign key (desk_id, party_id) references party (desk_id, id)
);
create unique index person_by_email on person (desk_id, lower(email)) where email is not null;

create table passkey (
  desk_id      uuid not null,
  id           text not null, -- WebAuthn credential id, base64url
  person_id    uuid not null,
  public_key   bytea not null,
  counter      bigint not null,
  transports   text[] not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  primary key (desk_id, id),
  foreign key (desk_id, person_id) references person (desk_id, id)
);

create table oidc_identity (
  desk_id    uuid not null,
  issuer     text not null,
  subject    text not null,
  person_id  uuid not null,
  created_at timestamptz not null,
  primary key (desk_id, issuer, subject),
  foreign key (desk_id, person_id) references person (desk_id, id)
);

-- Secrets are stored as SHA-256: a stolen table opens nothing.
create table enrolment (
  desk_id    uuid not null,
  token_hash bytea not null,
  person_id  uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  primary key (desk_id, token_hash),
  foreign key (desk_id, person_id) references person (desk_id, id)
);

create table challenge (
  desk_id    uuid not null references desk,
  id         uuid not null,
  kind       text not null check (kind in ('enrol', 'sign-in', 'oidc')),
  value      jsonb not null,
  expires_at timestamptz not null,
  primary key (desk_id, id)
);

create table session (
  desk_id    uuid not null,
  token_hash bytea not null,
  person_id  uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (desk_id, token_hash),
  foreign key (desk_id, person_id) references person (desk_id, id)
);

create table api_token (
  desk_id      uuid not null,
  id           uuid not null,
  person_id    uuid not null,
  token_hash   bytea not null,
  name         text not null,
  scopes       text[],
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  primary key (desk_id, id),
  unique (desk_id, token_hash),
  foreign key (desk_id, person_id) references person (desk_id, id)
);
