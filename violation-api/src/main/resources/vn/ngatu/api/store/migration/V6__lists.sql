-- For lists that ask for several things at once, of which few of a million may fit.
create index cases_picked on cases (kind, vehicle, state, listed_at, id);
create index cases_seen on cases (camera, state, listed_at, id);
-- Exactly what a person at one camera narrows a list down to.
create index cases_narrowed on cases (camera, kind, state, listed_at, id);
