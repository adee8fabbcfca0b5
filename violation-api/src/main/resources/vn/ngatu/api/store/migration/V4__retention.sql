-- Cases whose evidence must be kept whatever their age, and who said so.
create table holds (
  case_id   text    not null references cases (id),
  number    integer not null,
  placed_by text    not null,
  why       text    not null,
  placed_at bigint  not null,
  lifted_by text,
  lifted_at bigint,
  primary key (case_id, number)
);

-- What was deleted, when and by which rule.
create table certificates (
  case_id    text   not null primary key references cases (id),
  -- The class of data, and the rule that its age was measured by.
  class      text   not null,
  rule       text   not null,
  keep_until bigint not null,
  -- The SHA-256 of the deleted package's manifest, which has the hash of each of its files.
  manifest   text   not null,
  decided_at bigint not null,
  -- Null until every file is gone.
  done_at    bigint
);
create index certificates_open on certificates (case_id) where done_at is null;
