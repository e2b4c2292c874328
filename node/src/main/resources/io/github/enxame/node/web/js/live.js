// Server-sent events with reconnection. Streams of a hidden page are closed, so that many tabs do not use up the
// browser's few connections to one host.
import { state } from './api.js';
import { connectionChanged } from './connection.js';

const FIRST_RETRY_MILLIS = 1000;
const LAST_RETRY_MILLIS = 15000;

/**
 * Follows an event stream until the returned function is called. `onData` gets each event's parsed data; `onRefused`
 * is called when the daemon answers but gives no stream (the torrent is gone, say), before trying again.
 */
export function listen(path, event, onData, onRefused = () => {}) {
  let source = null;
  let timer = 0;
  let wait = FIRST_RETRY_MILLIS;
  const key = {};

  // A stream does not tell why it is refused; a request does, and says so if this browser is shut out.
  const refused = () => {
    onRefused();
    state().catch(() => {});
  };
  const open = () => {
    if (document.hidden) return;
    source = new EventSource(path);
    source.addEventListener(event, (message) => {
      wait = FIRST_RETRY_MILLIS;
      connectionChanged(key, true);
      onData(JSON.parse(message.data));
    });
    source.addEventListener('error', () => {
      connectionChanged(key, false);
      if (source.readyState !== EventSource.CLOSED) source.close();
      else refused();
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LAST_RETRY_MILLIS);
    });
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  const visibility = () => {
    close();
    wait = FIRST_RETRY_MILLIS;
    open();
  };
  document.addEventListener('visibilitychange', visibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', visibility);
    close();
    connectionChanged(key, true);
  };
}
