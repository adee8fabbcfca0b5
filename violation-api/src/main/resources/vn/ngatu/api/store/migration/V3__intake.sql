-- How far each file of violations has been taken in. source: its folder, relative to the evidence root.
create table intake_positions (
  source   text   not null primary key,
  -- The SHA-256 of the file's first line: another one is another file.
  first    text   not null,
  position bigint not null
);

-- What came in damaged and did not become a case.
create table quarantine (
  -- The SHA-256 of folder and line.
  id      text   not null primary key,
  folder  text   not null,
  line    text   not null,
  faults  text   not null,
  seen_at bigint not null
);
create index quarantine_seen on quarantine (seen_at, id);
