// Hexagons and where they go. Pure; lengths are CSS pixels, y grows downwards, cells stand on a corner.

const ROOT3 = Math.sqrt(3);

/** The corners of a cell as an SVG points list; radius is from the centre to a corner. */
export function hexagon(x, y, radius) {
  return corners(x, y, radius).map(([cx, cy]) => `${cx.toFixed(1)},${cy.toFixed(1)}`).join(' ');
}

/** The corners of a cell as [x, y] pairs, the top one first, clockwise. */
export function corners(x, y, radius) {
  const half = (radius * ROOT3) / 2;
  return [
    [x, y - radius], [x + half, y - radius / 2], [x + half, y + radius / 2],
    [x, y + radius], [x - half, y + radius / 2], [x - half, y - radius / 2],
  ];
}

/** Rows that `count` cells take when rows of `columns` and `columns` - 1 cells alternate. */
export function combRows(count, columns) {
  if (columns === 1) return count;
  const pair = 2 * columns - 1;
  const rest = count % pair;
  return Math.floor(count / pair) * 2 + (rest === 0 ? 0 : rest <= columns ? 1 : 2);
}

/** How full the last row is, 0 to 1. */
function lastRowFill(count, columns) {
  if (columns === 1) return 1;
  const rest = count % (2 * columns - 1);
  if (rest === 0) return 1;
  return rest <= columns ? rest / columns : (rest - columns) / (columns - 1);
}

/**
 * A comb of `count` cells that fills `width` x `height` as well as it can with cells no larger than `largest`:
 * {columns, rows, radius, width, height}. Large cells, a full last row and a full card are weighed against each other.
 */
export function combLayout(count, width, height, largest) {
  const shapes = [];
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, combRows(count, columns));
    const fit = Math.min(width / (columns * ROOT3), height / (1.5 * rows + 0.5), largest);
    shapes.push({ columns, rows, radius: fit });
  }
  const best = Math.max(...shapes.map((shape) => shape.radius));
  const good = shapes.filter((shape) => shape.radius >= best * 0.75);
  const score = ({ columns, rows, radius }) => radius / best + 0.6 * lastRowFill(count, columns) + (columns * ROOT3 * radius * (1.5 * rows + 0.5) * radius) / (2 * width * height);
  const chosen = good.reduce((a, b) => (score(b) > score(a) ? b : a));
  const { columns, rows, radius } = chosen;
  return { columns, rows, radius, width: columns * ROOT3 * radius, height: (1.5 * rows + 0.5) * radius };
}

/** The centre of a cell of a comb, by its index in reading order. */
export function cellCentre(layout, index) {
  const { columns, radius } = layout;
  const step = ROOT3 * radius;
  if (columns === 1) return { x: step / 2, y: radius + index * 1.5 * radius };
  const pair = 2 * columns - 1;
  const inPair = index % pair;
  const odd = inPair >= columns;
  const row = Math.floor(index / pair) * 2 + (odd ? 1 : 0);
  const column = odd ? inPair - columns : inPair;
  return { x: (column + (odd ? 1 : 0.5)) * step, y: radius + row * 1.5 * radius };
}

/** Cells around a middle one, ring by ring: [{x, y, ring}]; ring 0 is the middle. */
export function rosette(rings, radius) {
  const cells = [];
  for (let q = -rings; q <= rings; q++) {
    for (let r = Math.max(-rings, -q - rings); r <= Math.min(rings, -q + rings); r++) {
      const ring = Math.max(Math.abs(q), Math.abs(r), Math.abs(q + r));
      cells.push({ x: ROOT3 * radius * (q + r / 2), y: 1.5 * radius * r, ring });
    }
  }
  return cells.sort((a, b) => a.ring - b.ring || Math.atan2(a.y, a.x) - Math.atan2(b.y, b.x));
}
