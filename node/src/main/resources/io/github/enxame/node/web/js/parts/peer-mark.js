// One peer in the picture of the swarm: its line to the middle, its cell and its label.
import { s, setAttributes, setText } from '../dom.js';
import { hexagon } from '../geometry.js';
import { markPath } from './hexcell.js';
import { distanceWords, peerLabel, peerName } from './peer-words.js';

/** {update(peer, place, share, label), remove()}; share from 0 to 1 makes the cell larger; label may be undefined. */
export function peerMark(layers) {
  const line = s('line', { x2: 0, y2: 0 });
  const body = s('polygon', { class: 'body' });
  const mark = s('path', { class: 'mark' });
  const title = s('title');
  const group = s('g', {}, title, body, mark);
  const label = s('text');
  layers.lines.append(line);
  layers.peers.append(group);
  layers.labels.append(label);

  return {
    update(peer, { x, y, size, band }, share, labelPlace) {
      const colour = band === 0 ? 'band-none' : `band-${band}`;
      const settled = peer.state === 'connected';
      const radius = size * (0.7 + 0.3 * share);
      setAttributes(line, { class: `line ${colour}${settled ? '' : ' pending'}`, x1: x.toFixed(1), y1: y.toFixed(1) });
      setAttributes(group, { class: `cell ${settled ? 'here' : 'arriving'} ${colour} ${peer.state}`, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
      setAttributes(body, { points: hexagon(0, 0, radius) });
      setAttributes(mark, { d: settled && radius > 6 ? markPath(band, radius) : null });
      setText(title, `${peerName(peer)}: ${distanceWords(peer)}`);
      setText(label, labelPlace ? peerLabel(peer) : '');
      if (labelPlace) setAttributes(label, { x: labelPlace.x.toFixed(1), y: labelPlace.y.toFixed(1), 'text-anchor': labelPlace.anchor });
    },
    remove() {
      for (const element of [line, group, label]) element.remove();
    },
  };
}
