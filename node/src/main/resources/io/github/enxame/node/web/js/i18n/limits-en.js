// The words for speed and turns, in English.
export const limits = {
  'limits.heading': 'Speed and turns',
  'limits.down': 'Receive at most (MB/s)',
  'limits.up': 'Send at most (MB/s)',
  'limits.downloads': 'Downloads at once',
  'limits.seeds': 'Shared at once',
  'limits.own': 'Speed and turn of this file',
  'limits.place': 'Place in the queue (1 to {count})',
  'limits.ownNote': 'What is chosen for all transfers on the Download screen holds too.',
  'limits.ownUnqueued': 'What is chosen for all transfers on the Download screen holds too. As long as nothing is chosen there for how many are at work at once, nobody waits in the queue.',
  'limits.none': 'no limit',
  'limits.saved': 'Kept. It holds from now on.',
  'limits.down.none': 'Receiving has no limit now.',
  'limits.up.none': 'Sending has no limit now.',
  'limits.downloads.none': 'All downloads are at work now.',
  'limits.seeds.none': 'All files are shared now.',
  'limits.schedule': 'Otherwise at these times:',
};
