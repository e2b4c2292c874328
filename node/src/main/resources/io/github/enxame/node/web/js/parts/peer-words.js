// What peers are called and how their state is said.
import { t } from '../i18n.js';
import { milliseconds } from '../say.js';

const LONGEST_LABEL = 18;

/** What tells a peer from the others while it is connected. */
export const peerKey = (peer) => peer.address;

/** A peer's name, or its address where it has none. */
export const peerName = (peer) => peer.name || peer.address;

/** The name, short enough for the picture. */
export function peerLabel(peer) {
  const name = peerName(peer);
  return name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name;
}

/** The smallest round trip, or null while none is measured. */
export function nearest(peers) {
  const measured = peers.map((peer) => peer.rttMillis).filter((rtt) => rtt !== null && rtt !== undefined);
  return measured.length === 0 ? null : Math.min(...measured);
}

/** "24 ms, near", or that it is being measured. */
export function distanceWords(peer) {
  if (peer.rttMillis === null || peer.rttMillis === undefined) return t('peer.unmeasured');
  const distance = `${milliseconds(peer.rttMillis)}, ${t(`band.${peer.band}`)}`;
  return peer.simulated ? `${distance} (${t('peer.simulated')})` : distance;
}

/** What the peer is doing, in a word or two. */
export function peerDoing(peer) {
  if (peer.state !== 'connected') return t(`peer.${peer.state}`);
  if (peer.downloadRate > 0) return t('peer.sending');
  if (peer.uploadRate > 0) return t('peer.receiving');
  return t('peer.connected');
}
