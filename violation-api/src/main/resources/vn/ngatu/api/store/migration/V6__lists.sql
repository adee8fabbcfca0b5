-- For lists that ask for a kind, a class and a state at once: few of a million may fit.
create index cases_picked on cases (kind, vehicle, state, listed_at, id);
