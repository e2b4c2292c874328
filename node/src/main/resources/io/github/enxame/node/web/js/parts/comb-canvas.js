// The comb on a canvas: for hundreds to some thousands of cells. The part that owns it gives the text alternative.
import { cellState } from '../bands.js';
import { h } from '../dom.js';
import { cellCentre, corners } from '../geometry.js';

const LANDING_MILLIS = 600;
const FADED = 0.18;

/** Draws into an own <canvas>: {element, paint(layout, map, calm), point(cells), dispose()}; calm means that no cell pulses. */
export function combCanvas() {
  const element = h('canvas', { class: 'comb-picture', 'aria-hidden': 'true' });
  const landings = new Map();
  let pointed = null;
  let drawn = { layout: null, map: '' };
  let drawing = null;
  let frame = 0;

  const animate = () => {
    frame = 0;
    const now = performance.now();
    for (const [index, begun] of landings) {
      const progress = Math.min(1, (now - begun) / LANDING_MILLIS);
      paintCell(drawing, drawn, index, 1 - 0.65 * (1 - progress) ** 3);
      if (progress === 1) landings.delete(index);
    }
    if (landings.size > 0) frame = requestAnimationFrame(animate);
  };
  const paintAll = () => {
    landings.clear();
    drawing = { pen: sized(element, drawn.layout), colours: palette(element), faded: (index) => pointed !== null && !pointed.has(index) };
    for (let index = 0; index < drawn.map.length; index++) paintCell(drawing, drawn, index, 1);
  };
  // Only what changed is painted: thousands of cells, a few dozen of them anew at a time.
  const paintChanges = (before) => {
    const now = performance.now();
    for (let index = 0; index < drawn.map.length; index++) {
      if (before[index] === drawn.map[index]) continue;
      landings.delete(index);
      if (cellState(drawn.map[index]).kind === 'here') landings.set(index, now);
      else paintCell(drawing, drawn, index, 1);
    }
    if (landings.size > 0) frame ||= requestAnimationFrame(animate);
  };

  return {
    element,
    paint(layout, map, calm) {
      const before = drawn;
      drawn = { layout, map };
      if (calm || before.layout !== layout || before.map.length !== map.length) paintAll();
      else paintChanges(before.map);
    },
    point(cells) {
      if (cells === pointed) return;
      pointed = cells;
      if (drawn.layout) paintAll();
    },
    dispose: () => cancelAnimationFrame(frame),
  };
}

function sized(canvas, { width, height }) {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.ceil(width * density);
  canvas.height = Math.ceil(height * density);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext('2d');
  pen.scale(density, density);
  return pen;
}

function palette(element) {
  const style = getComputedStyle(element);
  const colour = (name) => style.getPropertyValue(name).trim();
  return { bands: [0, 1, 2, 3, 4].map((band) => colour(`--d${band}`)), queued: colour('--line') };
}

/** Wipes a cell's place and paints it; grown is the part of its size that it has while it lands. */
function paintCell({ pen, colours, faded }, { layout, map }, index, grown) {
  const { kind, band } = cellState(map[index]);
  const radius = layout.radius * 0.9;
  pen.globalCompositeOperation = 'destination-out';
  fill(pen, layout, index, layout.radius, '#000');
  pen.globalCompositeOperation = 'source-over';
  pen.globalAlpha = faded(index) ? FADED : 1;
  if (kind !== 'arriving') {
    fill(pen, layout, index, radius * grown, kind === 'here' ? colours.bands[band] : colours.queued);
    pen.globalAlpha = 1;
    return;
  }
  outline(pen, layout, index, radius - 0.5);
  pen.lineWidth = 1.2;
  pen.strokeStyle = colours.bands[band];
  pen.setLineDash([layout.radius * 0.5, layout.radius * 0.4]);
  pen.stroke();
  pen.globalAlpha = 1;
}

function fill(pen, layout, index, radius, colour) {
  outline(pen, layout, index, radius);
  pen.fillStyle = colour;
  pen.fill();
}

function outline(pen, layout, index, radius) {
  const { x, y } = cellCentre(layout, index);
  pen.beginPath();
  corners(x, y, radius).forEach(([cx, cy], corner) => (corner === 0 ? pen.moveTo(cx, cy) : pen.lineTo(cx, cy)));
  pen.closePath();
}
