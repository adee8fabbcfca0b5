// The presentation times of a clip's frames, read from the index in front of an MP4 file (ISO 14496-12).

const FIRST_BYTES = 1 << 16;
const MOST_BYTES = 1 << 22;

/**
 * The times of the frames of the MP4 at `url`, in seconds of the clip, ascending; null where they can't be read, as of
 * other containers. Takes the index alone from the server.
 */
export async function frameTimes(url) {
  let bytes = await range(url, FIRST_BYTES);
  for (let at = 0; bytes && at + 8 <= bytes.byteLength;) {
    const { size, type } = box(bytes, at);
    if (size < 8) {
      return null;
    }
    if (type === 'moov') {
      if (at + size > bytes.byteLength && at + size <= MOST_BYTES) {
        bytes = await range(url, at + size);
      }
      return bytes && at + size <= bytes.byteLength ? timesOf(bytes, at, at + size) : null;
    }
    at += size;
  }
  return null;
}

async function range(url, count) {
  const answer = await fetch(url, { headers: { range: `bytes=0-${count - 1}` } });
  return answer.ok ? new DataView(await answer.arrayBuffer()) : null;
}

function box(view, at) {
  const type = String.fromCharCode(...[4, 5, 6, 7].map((i) => view.getUint8(at + i)));
  return { size: view.getUint32(at), type };
}

function* boxes(view, from, to) {
  for (let at = from; at + 8 <= to;) {
    const { size, type } = box(view, at);
    if (size < 8) {
      return;
    }
    yield { type, from: at + 8, to: at + size };
    at += size;
  }
}

function find(view, within, ...path) {
  return path.reduce((outer, type) => outer && [...boxes(view, outer.from, outer.to)].find((b) => b.type === type), within);
}

/** The times that the index from `from` to `to` tells. */
function timesOf(view, from, to) {
  const trak = [...boxes(view, from + 8, to)].find((b) => b.type === 'trak' && isVideo(view, b));
  const table = trak && find(view, trak, 'mdia', 'minf', 'stbl');
  const header = trak && find(view, trak, 'mdia', 'mdhd');
  const durations = table && find(view, table, 'stts');
  if (!header || !durations) {
    return null;
  }
  const scale = view.getUint32(header.from + (view.getUint8(header.from) === 1 ? 20 : 12));
  const start = editStart(view, trak);
  const shifts = find(view, table, 'ctts');
  const offsets = shifts ? runs(view, shifts, (at) => view.getInt32(at)) : null;
  const times = [];
  let decode = 0;
  let i = 0;
  for (const duration of runs(view, durations, (at) => view.getUint32(at))) {
    times.push((decode + (offsets ? offsets[i] ?? 0 : 0) - start) / scale);
    decode += duration;
    i++;
  }
  return times.filter((time) => time >= 0).sort((a, b) => a - b);
}

function isVideo(view, trak) {
  const handler = find(view, trak, 'mdia', 'hdlr');
  return handler && String.fromCharCode(...[8, 9, 10, 11].map((i) => view.getUint8(handler.from + i))) === 'vide';
}

// Pairs of a count and a value, written out one by one.
function runs(view, table, value) {
  const all = [];
  const count = view.getUint32(table.from + 4);
  for (let i = 0; i < count; i++) {
    const at = table.from + 8 + 8 * i;
    for (let n = view.getUint32(at); n > 0; n--) {
      all.push(value(at + 4));
    }
  }
  return all;
}

// Where the presentation starts within the media, in its own units.
function editStart(view, trak) {
  const list = find(view, trak, 'edts', 'elst');
  if (!list) {
    return 0;
  }
  const long = view.getUint8(list.from) === 1;
  const count = view.getUint32(list.from + 4);
  for (let i = 0; i < count; i++) {
    const at = list.from + 8 + (long ? 20 : 12) * i;
    const start = long ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4);
    if (start >= 0) {
      return start;
    }
  }
  return 0;
}
