// The four distances. A band is 1 (nearest) to 4; 0 is what was already on this computer.

/** Upper limits of bands 1 to 3, in milliseconds of round trip; band 4 has none. */
export const BAND_LIMITS_MILLIS = [10, 50, 150];

/** All bands that can bring a block. */
export const BANDS = [1, 2, 3, 4];

/** The band of a round trip in milliseconds, or null while it is not measured. */
export function bandOf(rttMillis) {
  if (rttMillis === null || rttMillis === undefined) return null;
  const index = BAND_LIMITS_MILLIS.findIndex((limit) => rttMillis <= limit);
  return index < 0 ? 4 : index + 1;
}

/**
 * What one character of a map of cells says: {kind: 'queued' | 'arriving' | 'here', band: 0..4}.
 * A character that is not in the contract counts as queued.
 */
export function cellState(character) {
  const code = character.charCodeAt(0);
  if (code >= 48 && code <= 52) return { kind: 'here', band: code - 48 };
  if (code >= 97 && code <= 100) return { kind: 'arriving', band: code - 96 };
  return { kind: 'queued', band: 0 };
}

/** Counts a map of cells: {total, queued, arriving, here: [already here, band 1, …, band 4]}. */
export function countCells(map) {
  const counts = { total: map.length, queued: 0, arriving: 0, here: [0, 0, 0, 0, 0] };
  for (const character of map) {
    const { kind, band } = cellState(character);
    if (kind === 'here') counts.here[band] += 1;
    else counts[kind] += 1;
  }
  return counts;
}
