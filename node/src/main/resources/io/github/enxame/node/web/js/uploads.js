// Files on their way from this browser to the daemon. They outlive the Upload screen, so one may look elsewhere meanwhile.
import { ApiError, errorFrom, uploadPath } from './api.js';

const uploads = [];
const watchers = new Set();
let sending = false;
let nextId = 1;

/** Queues files; each is sent after the one before it. */
export function addFiles(files) {
  for (const file of files) {
    const upload = { id: nextId++, name: file.name, size: file.size, file, sent: 0, state: 'queued', error: null, infoHash: null };
    if (file.size === 0) fail(upload, new ApiError('empty_file', 'The file is empty.', { name: file.name }));
    uploads.push(upload);
  }
  changed();
  sendNext();
}

/** Every upload of this page that has not been dismissed: {id, name, size, sent, state, error, infoHash}. */
export function currentUploads() {
  return uploads;
}

/** Calls back on every change until the returned function is called. */
export function watchUploads(callback) {
  watchers.add(callback);
  return () => watchers.delete(callback);
}

/** Stops an upload, or takes a finished or failed one off the list. */
export function dismissUpload(id) {
  const index = uploads.findIndex((upload) => upload.id === id);
  if (index < 0) return;
  const [upload] = uploads.splice(index, 1);
  upload.request?.abort();
  changed();
}

function changed() {
  for (const watcher of watchers) watcher(uploads);
}

function sendNext() {
  if (sending) return;
  const upload = uploads.find(({ state }) => state === 'queued');
  if (!upload) return;
  sending = true;
  send(upload);
}

// XMLHttpRequest because fetch does not tell how much of a body has been sent.
function send(upload) {
  const request = new XMLHttpRequest();
  upload.request = request;
  upload.state = 'sending';
  request.open('POST', uploadPath(upload.name));
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.upload.addEventListener('progress', (event) => {
    upload.sent = event.loaded;
    changed();
  });
  request.upload.addEventListener('load', () => {
    upload.sent = upload.size;
    upload.state = 'preparing';
    changed();
  });
  request.addEventListener('load', () => answered(upload, request));
  request.addEventListener('error', () => fail(upload, new ApiError('upload_broken', 'The connection broke.', { name: upload.name })));
  request.addEventListener('loadend', () => {
    sending = false;
    upload.file = null;
    changed();
    sendNext();
  });
  request.send(upload.file);
  changed();
}

function answered(upload, request) {
  if (request.status >= 300) {
    fail(upload, errorFrom(request.status, request.responseText));
    return;
  }
  upload.infoHash = JSON.parse(request.responseText).infoHash;
  upload.state = 'done';
}

function fail(upload, error) {
  upload.state = 'failed';
  upload.error = error;
}
