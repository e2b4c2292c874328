// What a transfer is called and doing, said to a person.
import { knows, t } from '../i18n.js';
import { counted, percent, whenDone } from '../say.js';

/** The document's title, or the file's name where it has none. */
export const titleOf = (torrent) => torrent.title || torrent.name;

/** Whether only its magnet link is known: what is in it has yet to come from its peers. */
export const isOnlyNamed = (torrent) => torrent.pieceLength === 0;

/** Whether what lies on the disk is not what was verified, so that what was counted then says nothing. */
export const isLost = ({ state }) => ['missing', 'changed', 'replaced'].includes(state);

/** How much of what is wanted of it is verified, 0 to 1; 0 too where that is not known any more. */
export const shareOf = (torrent) => (isLost(torrent) ? 0 : torrent.wantedLength === 0 ? Number(!isOnlyNamed(torrent)) : Math.min(1, torrent.wantedVerifiedBytes / torrent.wantedLength));

/** Whether every byte that is wanted of it is here. */
export const isWhole = (torrent) => !isOnlyNamed(torrent) && torrent.wantedVerifiedBytes >= torrent.wantedLength;

/** Whether its files are not what they should be, so that none is opened from here. */
export const isAmiss = (torrent) => torrent.state === 'failed' || isLost(torrent);

/** Whether something has to be done about it. */
export const isBad = ({ state }) => ['failed', 'missing', 'changed'].includes(state);

/** The colour of its cell in lists. */
export function toneOf(torrent) {
  const { state } = torrent;
  if (isBad(torrent)) return 'bad';
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
    case 'failed': return t('doing.failed', { why: whyStopped(torrent) });
    default: return t(`doing.${torrent.state}`);
  }
}

/** When a download will be done, or that it is not known yet. */
export function whenItEnds(torrent) {
  return torrent.secondsLeft === null || torrent.secondsLeft === undefined ? t('done.unknown') : whenDone(torrent.secondsLeft);
}

/** Why it stopped, in a few words. */
export function whyStopped({ error }) {
  const key = `stopped.${error?.code}`;
  return t(knows(key) ? key : 'stopped.other');
}
