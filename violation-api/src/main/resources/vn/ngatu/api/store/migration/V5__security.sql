-- Who may sign in. name is in lower case. Tokens and passwords are kept as hashes, totp encrypted.
create table accounts (
  name         text    not null primary key,
  display_name text    not null,
  role         text    not null,
  scope        text    not null,
  -- Argon2id; null for who signs on elsewhere or has not accepted the invitation.
  password     text,
  totp         text,
  -- The newest time step of a code that was accepted; a code is good once.
  totp_step    bigint  not null,
  -- The name that the OpenID provider knows; null for who signs in with a password.
  subject      text,
  active       integer not null,
  version      bigint  not null,
  created_at   bigint  not null
);
create unique index accounts_subject on accounts (subject);

create table invitations (
  hash       text   not null primary key,
  account    text   not null references accounts (name),
  expires_at bigint not null
);

create table sessions (
  id            text    not null primary key,
  hash          text    not null,
  -- The token before the last rotation, good for some seconds more.
  previous_hash text,
  account       text    not null references accounts (name),
  csrf          text    not null,
  second_factor integer not null,
  created_at    bigint  not null,
  rotated_at    bigint  not null,
  seen_at       bigint  not null
);
create unique index sessions_hash on sessions (hash);
create index sessions_previous on sessions (previous_hash);
create index sessions_account on sessions (account);

-- By the hash of a name, whether such an account exists or not.
create table sign_in_attempts (
  name_hash    text    not null primary key,
  attempts     integer not null,
  locked_until bigint  not null,
  last_at      bigint  not null
);

create table api_tokens (
  id         text   not null primary key,
  hash       text   not null,
  label      text   not null,
  role       text   not null,
  scope      text   not null,
  created_by text   not null,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  used_at    bigint
);
create unique index api_tokens_hash on api_tokens (hash);

-- Who is told of changes. position is the last row of the audit log that was looked at for it.
create table webhooks (
  id         text   not null primary key,
  label      text   not null,
  url        text   not null,
  secret     text   not null,
  scope      text   not null,
  position   bigint not null,
  created_by text   not null,
  created_at bigint not null
);

create table webhook_deliveries (
  id         text    not null primary key,
  webhook_id text    not null references webhooks (id),
  seq        bigint  not null,
  body       text    not null,
  state      text    not null,
  attempts   integer not null,
  next_at    bigint  not null,
  created_at bigint  not null,
  status     integer,
  fault      text
);
create unique index webhook_deliveries_event on webhook_deliveries (webhook_id, seq);
create index webhook_deliveries_due on webhook_deliveries (state, next_at);
