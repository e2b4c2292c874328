// The comb on a canvas: for hundreds to some thousands of cells. The part that owns it gives the text alternative.
import { cellState } from '../bands.js';
import { h } from '../dom.js';
import { cellCentre, corners } from '../geometry.js';

const LANDING_MILLIS = 600;

/** Draws into an own <canvas>: {element, paint(layout, map, calm), dispose()}. */
export function combCanvas() {
  const element = h('canvas', { class: 'comb-picture', 'aria-hidden': 'true' });
  const landings = new Map();
  let drawn = { layout: null, map: '' };
  let frame = 0;

  const draw = () => {
    frame = 0;
    const now = performance.now();
    const { layout, map } = drawn;
    const pen = sized(element, layout);
    const colours = palette(element);
    for (let index = 0; index < map.length; index++) {
      const begun = landings.get(index);
      const progress = begun === undefined ? 1 : (now - begun) / LANDING_MILLIS;
      if (progress >= 1) landings.delete(index);
      paintCell(pen, layout, index, cellState(map[index]), colours, progress);
    }
    if (landings.size > 0) frame = requestAnimationFrame(draw);
  };

  return {
    element,
    paint(layout, map, calm) {
      if (!calm && drawn.map.length === map.length) noteLandings(landings, drawn.map, map);
      drawn = { layout, map };
      frame ||= requestAnimationFrame(draw);
    },
    dispose: () => cancelAnimationFrame(frame),
  };
}

function noteLandings(landings, before, after) {
  const now = performance.now();
  for (let index = 0; index < after.length; index++) {
    if (before[index] !== after[index] && cellState(after[index]).kind === 'here') landings.set(index, now);
  }
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

function paintCell(pen, layout, index, { kind, band }, colours, progress) {
  const { x, y } = cellCentre(layout, index);
  const gap = Math.min(1, layout.radius * 0.1);
  const pulse = progress < 1 ? Math.sin(progress * Math.PI) * 0.5 : 0;
  const radius = (layout.radius - gap) * (1 + pulse);
  pen.beginPath();
  corners(x, y, kind === 'here' ? radius : radius - 0.5).forEach(([cx, cy], corner) => (corner ? pen.lineTo(cx, cy) : pen.moveTo(cx, cy)));
  pen.closePath();
  if (kind === 'here') {
    pen.fillStyle = colours.bands[band];
    pen.fill();
    return;
  }
  if (kind === 'queued') {
    pen.fillStyle = colours.queued;
    pen.fill();
    return;
  }
  pen.lineWidth = 1.4;
  pen.strokeStyle = colours.bands[band];
  pen.setLineDash([layout.radius * 0.5, layout.radius * 0.4]);
  pen.stroke();
}
