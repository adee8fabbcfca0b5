-- One row for each violation that came in with a whole evidence package; id is the violation's.
create table cases (
  id            text             not null primary key,
  camera        text             not null,
  scene         text             not null,
  kind          text             not null,
  vehicle       text             not null,
  confidence    double precision not null,
  received_at   bigint           not null,
  -- The decisive moment, and when the act began and ended; null where the camera's clock was not known.
  acted_at      bigint,
  act_start     bigint,
  act_end       bigint,
  -- acted_at, or received_at where that is null: what lists are ordered by.
  listed_at     bigint           not null,
  state         text             not null,
  stage         text             not null,
  version       bigint           not null,
  -- As the engine read it, and as it was confirmed.
  plate_read    text,
  plate         text,
  plate_key     text,
  -- Of the officer who has the case in hand; never shown to another.
  draft_plate   text,
  leased_by     text,
  leased_at     bigint,
  leased_until  bigint           not null,
  -- Nobody may take the case before this: its last decision can still be undone.
  free_at       bigint           not null,
  reason        text,
  closed_at     bigint,
  evidence      text             not null,
  manifest      text             not null,
  held          integer          not null,
  purged_at     bigint
);
create index cases_listed on cases (listed_at, id);
create index cases_camera on cases (camera, listed_at, id);
create index cases_kind on cases (kind, listed_at, id);
create index cases_state on cases (state, listed_at, id);
create index cases_vehicle on cases (vehicle, listed_at, id);
create index cases_plate on cases (plate_key, listed_at, id);
create index cases_hand on cases (leased_by, leased_until) where leased_by is not null;
create index cases_queue on cases (stage, received_at, id) where stage <> 'closed';

-- The violation's line as the engine wrote it.
create table case_lines (
  case_id text not null primary key references cases (id),
  line    text not null
);

-- Every decision ever made, also those taken back.
create table decisions (
  case_id    text    not null references cases (id),
  number     integer not null,
  stage      text    not null,
  officer    text    not null,
  -- Why it was rejected; null when it was confirmed.
  reason     text,
  plate      text,
  taken_at   bigint  not null,
  decided_at bigint  not null,
  undone_at  bigint,
  primary key (case_id, number)
);
