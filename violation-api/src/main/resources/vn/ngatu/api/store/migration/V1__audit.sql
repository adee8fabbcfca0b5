-- Times are milliseconds since 1970 (UTC); flags are 0 or 1. Every statement is valid on SQLite and on PostgreSQL.

-- What was done, by whom: only ever added to. hash covers the row and the hash before it.
create table audit (
  seq      bigint not null primary key,
  at       bigint not null,
  actor    text   not null,
  action   text   not null,
  subject  text,
  detail   text   not null,
  previous text   not null,
  hash     text   not null
);
create index audit_subject on audit (subject, seq);
create index audit_actor on audit (actor, seq);
create index audit_action on audit (action, seq);

-- The newest row's number and hash. Changing this row first makes writers wait for each other.
create table audit_head (
  id   integer not null primary key,
  seq  bigint  not null,
  hash text    not null
);
insert into audit_head (id, seq, hash) values (1, 0, '');

-- Values made at the first start that nobody may guess.
create table store_secrets (
  name  text not null primary key,
  value text not null
);
