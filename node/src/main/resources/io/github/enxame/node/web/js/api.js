// The daemon's REST API. Every failure is an ApiError with a code that the dictionaries know.

/** A request that failed: code, the daemon's English message, params for the translated sentence, HTTP status (0: no answer). */
export class ApiError extends Error {
  constructor(code, message, params = {}, status = 0) {
    super(message);
    this.code = code;
    this.params = params;
    this.status = status;
  }
}

let shutOut = () => {};

/** Sets the one function that is called when the daemon does not take this browser for its user's. */
export function whenShutOut(callback) {
  shutOut = callback;
}

const TORRENTS = '/api/torrents';
const path = (infoHash, rest = '') => `${TORRENTS}/${encodeURIComponent(infoHash)}${rest}`;

export const eventsPath = '/api/events';
export const torrentEventsPath = (infoHash) => path(infoHash, '/events');
export const filePath = (infoHash) => path(infoHash, '/file');
export const viewPath = (infoHash) => path(infoHash, '/file?inline=1');
export const torrentFilePath = (infoHash) => path(infoHash, '/torrent');
export const uploadPath = (name) => `${TORRENTS}?${new URLSearchParams({ name })}`;

export const enter = (code) => post('/api/session', 'application/json', JSON.stringify({ code }));
export const state = () => request('/api/state');
export const torrents = () => request(TORRENTS);
export const torrent = (infoHash) => request(path(infoHash));
export const search = (text, signal) => request(`/api/search?${new URLSearchParams({ q: text })}`, { signal });
export const limits = () => request('/api/limits');
export const setLimits = (rates) => post('/api/limits', 'application/json', JSON.stringify(rates));
export const ownLimits = (infoHash) => request(path(infoHash, '/limits'));
export const setOwnLimits = (infoHash, rates) => post(path(infoHash, '/limits'), 'application/json', JSON.stringify(rates));
export const queue = () => request('/api/queue');
export const setQueue = (turns) => post('/api/queue', 'application/json', JSON.stringify(turns));
export const start = (what) => post(TORRENTS, 'application/json', JSON.stringify({ what }));
export const startFrom = (torrentFile) => post(TORRENTS, 'application/x-bittorrent', torrentFile);
export const publish = (infoHash) => request(path(infoHash, '/publish'), { method: 'POST' });
export const pause = (infoHash) => request(path(infoHash, '/pause'), { method: 'POST' });
export const resume = (infoHash) => request(path(infoHash, '/resume'), { method: 'POST' });
export const check = (infoHash) => request(path(infoHash, '/check'), { method: 'POST' });
export const repair = (infoHash) => request(path(infoHash, '/repair'), { method: 'POST' });
export const choose = (infoHash, files, below) => post(path(infoHash, '/selection'), 'application/json', JSON.stringify({ files, below }));
export const readFirst = (infoHash, sections) => post(path(infoHash, '/selection'), 'application/json', JSON.stringify({ sections }));
export const remove = (infoHash) => request(path(infoHash), { method: 'DELETE' });

function post(address, type, body) {
  return request(address, { method: 'POST', headers: { 'Content-Type': type }, body });
}

async function request(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { ...options, cache: 'no-store' });
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new ApiError('offline', String(cause));
  }
  const body = await response.text();
  if (response.status === 401) shutOut();
  if (!response.ok) throw errorFrom(response.status, body);
  return body === '' ? null : parse(body);
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError('bad_answer', 'The daemon sent something that is not JSON.');
  }
}

/** The error that an answer's status and body tell. */
export function errorFrom(status, body) {
  try {
    const { code, message, params } = JSON.parse(body).error;
    return new ApiError(code, message ?? '', params ?? {}, status);
  } catch {
    return new ApiError(status === 404 ? 'not_found' : 'bad_answer', body.slice(0, 200), { status }, status);
  }
}
