// Between picture and road. Picture points are normalised to 0..1; road points are metres. Pure.

/** The picture point of the road point (x, y) raised by z metres; null behind the camera. `p` is a 3x4 matrix row by row. */
export function toPicture(p, x, y, z = 0) {
  const w = p[8] * x + p[9] * y + p[10] * z + p[11];
  if (w <= 1e-6) {
    return null;
  }
  return [(p[0] * x + p[1] * y + p[2] * z + p[3]) / w, (p[4] * x + p[5] * y + p[6] * z + p[7]) / w];
}

/** The road point seen at the picture point (u, v); null on or above the horizon. */
export function toRoad(p, u, v) {
  // Two equations in x and y: the first two rows, each minus the third times the picture point.
  const a = p[0] - u * p[8], b = p[1] - u * p[9], c = u * p[11] - p[3];
  const d = p[4] - v * p[8], e = p[5] - v * p[9], f = v * p[11] - p[7];
  const det = a * e - b * d;
  if (Math.abs(det) < 1e-12) {
    return null;
  }
  const x = (c * e - b * f) / det, y = (a * f - c * d) / det;
  return p[8] * x + p[9] * y + p[11] > 1e-6 ? [x, y] : null;
}

/** The corners of a footprint on the road: front left, rear left, rear right, front right. */
export function corners({ x, y, heading, length, breadth }) {
  const ax = Math.cos(heading) * length / 2, ay = Math.sin(heading) * length / 2;
  const lx = -Math.sin(heading) * breadth / 2, ly = Math.cos(heading) * breadth / 2;
  return [[x + ax + lx, y + ay + ly], [x - ax + lx, y - ay + ly], [x - ax - lx, y - ay - ly], [x + ax - lx, y + ay - ly]];
}

/** Where a picture of `width` x `height` lies when it is fitted into a box without being cropped. */
export function fitted(width, height, boxWidth, boxHeight) {
  const scale = Math.min(boxWidth / width, boxHeight / height);
  const shown = { width: width * scale, height: height * scale };
  return { left: (boxWidth - shown.width) / 2, top: (boxHeight - shown.height) / 2, ...shown };
}

/** The last of `rows`, ascending by `time`, that is not after `time` nor older than `within` seconds; null for none. */
export function rowAt(rows, time, within) {
  let low = 0, high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].time <= time + 1e-3) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const row = rows[low - 1];
  return row && time - row.time <= within ? row : null;
}

/** The index of the last of ascending `times` that is not after `time`, 0 where all are. */
export function indexAt(times, time) {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time + 1e-4) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Math.max(0, low - 1);
}
