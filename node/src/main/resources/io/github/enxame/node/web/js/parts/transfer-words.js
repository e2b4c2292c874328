// What a transfer is called and doing, said to a person.
import { explain } from '../errors.js';
import { t } from '../i18n.js';
import { counted, percent, whenDone } from '../say.js';

/** The document's title, or the file's name where it has none. */
export const titleOf = (torrent) => torrent.title || torrent.name;

/** Whether only its magnet link is known: what is in it has yet to come from its peers. */
export const isOnlyNamed = (torrent) => torrent.pieceLength === 0;

/** How much of what is wanted of it is verified, 0 to 1. */
export const shareOf = (torrent) => (torrent.wantedLength === 0 ? Number(!isOnlyNamed(torrent)) : Math.min(1, torrent.wantedVerifiedBytes / torrent.wantedLength));

/** Whether every byte that is wanted of it is here. */
export const isWhole = (torrent) => !isOnlyNamed(torrent) && torrent.wantedVerifiedBytes >= torrent.wantedLength;

/** Whether its files are not what they should be, so that none is opened from here. */
export const isAmiss = ({ state }) => ['failed', 'missing', 'changed', 'replaced'].includes(state);

/** The colour of its cell in lists. */
export function toneOf({ state }) {
  if (['failed', 'missing', 'changed'].includes(state)) return 'bad';
  if (state === 'seeding' || state === 'finished') return 'ok';
  return state === 'paused' || state === 'queued' || state === 'waiting' || state === 'fetching' || state === 'replaced' ? 'idle' : 'honey';
}

/** One sentence: its state, how much is here, when it will be done. */
export function doing(torrent) {
  switch (torrent.state) {
    case 'downloading': return [percent(shareOf(torrent)), whenItEnds(torrent)].join(' · ');
    case 'checking': return t('doing.checking', { percent: percent(shareOf(torrent)) });
    case 'waiting': return t('doing.waiting', { percent: percent(shareOf(torrent)) });
    case 'queued': return isWhole(torrent) ? t('doing.queuedWhole') : t('doing.queued', { percent: percent(shareOf(torrent)) });
    case 'paused': return isWhole(torrent) ? t('doing.pausedWhole') : t('doing.paused', { percent: percent(shareOf(torrent)) });
    case 'seeding': return torrent.uploadRate > 0 ? counted('doing.serving', torrent.peers) : t('doing.seeding');
    case 'failed': return torrent.error ? explain(torrent.error) : t('doing.failed');
    default: return t(`doing.${torrent.state}`);
  }
}

/** When a download will be done, or that it is not known yet. */
export function whenItEnds(torrent) {
  return torrent.secondsLeft === null || torrent.secondsLeft === undefined ? t('done.unknown') : whenDone(torrent.secondsLeft);
}
