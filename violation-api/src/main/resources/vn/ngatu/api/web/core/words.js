// The words that the engine uses and that people can choose from.

export const KINDS = ['red-light', 'illegal-stopping', 'illegal-parking', 'wrong-lane', 'prohibited-overtaking', 'wrong-way', 'solid-line'];

export const STATES = ['new', 'in-review', 'confirmed', 'rejected', 'exported'];

export const VEHICLES = ['motorcycle', 'car', 'bus', 'truck', 'bicycle', 'pedestrian'];
