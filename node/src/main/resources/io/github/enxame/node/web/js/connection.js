// Whether the daemon answers. The shell shows one quiet note while any stream is down.

const down = new Set();
let watcher = () => {};

/** Tells that a stream (any object as key) is up or down. */
export function connectionChanged(key, up) {
  if (up) down.delete(key);
  else down.add(key);
  watcher(down.size === 0);
}

/** Sets the one watcher, called with true (all well) or false. */
export function watchConnection(callback) {
  watcher = callback;
  callback(down.size === 0);
}
