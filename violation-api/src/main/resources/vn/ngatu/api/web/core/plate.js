// What a Vietnamese number plate can look like. Says what was typed and what may have been meant; corrects nothing.

const PLACE = '(?:1[1245-9]|2\\d|3\\d|4[013789]|5\\d|6\\d|7\\d|8[0-689]|9[02-5789])';
const LETTERS = 'ABCDEFGHKLMNPSTUVXYZ';

// In the order in which they are tried; each with how it is split into the groups that plates show.
const SHAPES = [
  ['car', new RegExp(`^(${PLACE})([${LETTERS}])(\\d{5})$`)],
  ['car-old', new RegExp(`^(${PLACE})([${LETTERS}])(\\d{4})$`)],
  ['special', new RegExp(`^(${PLACE})(LD|DA|KT|RM|R|MK|TĐ|HC|CD)(\\d{4,5})$`)],
  ['motorcycle', new RegExp(`^(${PLACE})([${LETTERS}]{2})(\\d{5})$`)],
  ['motorcycle-old', new RegExp(`^(${PLACE})([${LETTERS}][1-9])(\\d{4,5})$`)],
  ['moped-electric', new RegExp(`^(${PLACE})(MĐ[1-9]?)(\\d{5})$`)],
  ['foreign', new RegExp(`^(${PLACE})(\\d{3}(?:NG|QT|CV|NN))(\\d{2})$`)],
  ['military', /^([ABHKPQTV][A-Z])()(\d{4})$/],
  ['temporary', new RegExp(`^(T${PLACE})()(\\d{5,6})$`)],
];
const TWO_WHEELED = ['motorcycle', 'motorcycle-old', 'moped-electric'];

const PLACES = Object.entries({
  'Hà Nội': '29 30 31 32 33 40', 'TP. Hồ Chí Minh': '41 50 51 52 53 54 55 56 57 58 59 61 72', 'Hải Phòng': '15 16 34',
  'Đà Nẵng': '43 92', 'Huế': '75', 'Cần Thơ': '65 83 95', 'Cao Bằng': '11', 'Lạng Sơn': '12', 'Quảng Ninh': '14',
  'Lai Châu': '25', 'Điện Biên': '27', 'Sơn La': '26', 'Tuyên Quang': '22 23', 'Lào Cai': '24 21', 'Thái Nguyên': '20 97',
  'Phú Thọ': '19 28 88', 'Bắc Ninh': '99 98', 'Hưng Yên': '89 17', 'Ninh Bình': '35 18 90', 'Thanh Hóa': '36',
  'Nghệ An': '37', 'Hà Tĩnh': '38', 'Quảng Trị': '74 73', 'Quảng Ngãi': '76 82', 'Gia Lai': '81 77',
  'Khánh Hòa': '79 85', 'Lâm Đồng': '49 48 86', 'Đắk Lắk': '47 78', 'Đồng Nai': '39 60 93', 'Tây Ninh': '70 62',
  'Vĩnh Long': '64 71 84', 'Đồng Tháp': '66 63', 'An Giang': '67 68', 'Cà Mau': '69 94',
}).reduce((byCode, [name, codes]) => {
  codes.split(' ').forEach((code) => { byCode[code] = name; });
  return byCode;
}, {});

const DIGIT_FOR = { O: '0', D: '0', Q: '0', I: '1', L: '1', J: '1', Z: '2', A: '4', S: '5', G: '6', T: '7', B: '8' };
const LETTER_FOR = { 0: 'D', 1: 'L', 2: 'Z', 4: 'A', 5: 'S', 6: 'G', 7: 'T', 8: 'B' };

/** Without spaces and separators, in capitals; Đ stays Đ. */
export function normal(text) {
  return text.normalize('NFC').replace(/[\s.\-–·•]/g, '').toUpperCase();
}

/**
 * What `text` is as a plate of a vehicle of the class `vehicle`.
 *
 * shapes: the kinds of plate it can be, the likelier first; written: the likeliest with its groups; place: the province
 * that its code belongs to today; fits: whether such a plate goes with the class; fault: why it is none, null when it is
 * one; suggestions: what it could be if letters and digits that look alike were taken for each other.
 */
export function readPlate(text, vehicle) {
  const plate = normal(text);
  const matches = SHAPES.map(([shape, pattern]) => [shape, pattern.exec(plate)]).filter(([, match]) => match);
  const ordered = [...matches].sort(([a], [b]) => rank(a, vehicle) - rank(b, vehicle));
  const zero = ordered.length > 0 && /^0+$/.test(ordered[0][1][3]);
  const fault = zero ? 'zero' : ordered.length > 0 ? null : faultOf(plate);
  const digits = /^T?(\d\d)/.exec(plate);
  return {
    plate,
    shapes: ordered.map(([shape]) => shape),
    written: ordered.length > 0 ? written(ordered[0][1]) : plate,
    place: digits && !fault ? PLACES[digits[1]] ?? null : null,
    fits: ordered.length === 0 || rank(ordered[0][0], vehicle) === 0,
    fault,
    suggestions: fault && fault !== 'zero' ? suggestions(plate, vehicle) : [],
  };
}

function rank(shape, vehicle) {
  const twoWheeled = vehicle === 'motorcycle' || vehicle === 'bicycle';
  return TWO_WHEELED.includes(shape) === twoWheeled ? 0 : 1;
}

function written([, place, series, order]) {
  const number = order.length === 5 ? `${order.slice(0, 3)}.${order.slice(3)}` : order;
  const two = series.length === 2 && /\d$|^[A-Z]{2}$/.test(series);
  return `${place}${two ? '-' : ''}${series}${series || place.length === 2 ? ' ' : ''}${number}`.trim();
}

function faultOf(plate) {
  if (plate.length < 6) {
    return 'short';
  }
  if (plate.length > 10) {
    return 'long';
  }
  if (/[^0-9A-ZĐ]/.test(plate)) {
    return 'character';
  }
  if (/^\d\d/.test(plate) && !new RegExp(`^${PLACE}`).test(plate)) {
    return 'place';
  }
  if (/^\d\d[IJOQRW]/.test(plate)) {
    return 'letter';
  }
  return 'shape';
}

// Each way to read the first characters as a series; the rest are digits.
function suggestions(plate, vehicle) {
  const asDigit = (c) => (/\d/.test(c) ? c : DIGIT_FOR[c] ?? c);
  const asLetter = (c) => (/\d/.test(c) ? LETTER_FOR[c] ?? c : c === 'O' || c === 'Q' ? 'D' : c);
  const series = [[asLetter], [asLetter, asLetter], [asLetter, asDigit]];
  const found = series.map((rules) => [...plate].map((c, i) => {
    const rule = i < 2 ? asDigit : rules[i - 2] ?? asDigit;
    return rule(c);
  }).join(''));
  return [...new Set(found)].filter((each) => each !== plate)
    .map((each) => [each, SHAPES.find(([, pattern]) => pattern.test(each))?.[0]])
    .filter(([, shape]) => shape)
    .sort(([, a], [, b]) => rank(a, vehicle) - rank(b, vehicle))
    .map(([each]) => readPlate(each, vehicle).written)
    .slice(0, 3);
}

