// Addresses of the screens, in the part after #: #/, #/download?q=text, #/download/INFOHASH, #/upload, #/about,
// #/enter/CODE.

/** What an address shows: {screen, infoHash?, query}. An unknown one shows home. */
export function parseRoute(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [screen, infoHash] = path.split('/');
  const query = new URLSearchParams(search).get('q') ?? '';
  if (screen === 'download' && /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(infoHash ?? '')) {
    return { screen: 'transfer', infoHash: infoHash.toLowerCase(), query };
  }
  if (screen === 'enter') return { screen, code: infoHash ?? '', query: '' };
  if (screen === 'download' || screen === 'upload' || screen === 'about') return { screen, query };
  return { screen: 'home', query };
}

/** The address of a transfer. */
export function transferAddress(infoHash) {
  return `#/download/${infoHash}`;
}

/** The address of a search. */
export function searchAddress(text) {
  return `#/download?${new URLSearchParams({ q: text })}`;
}

/** What a person typed: 'hash', 'link' (to a .torrent), 'magnet' or 'text' (a name to search). */
export function kindOfQuery(text) {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)) return 'hash';
  if (/^magnet:\?/i.test(text)) return 'magnet';
  if (/^https?:\/\/\S+$/i.test(text)) return 'link';
  return 'text';
}
