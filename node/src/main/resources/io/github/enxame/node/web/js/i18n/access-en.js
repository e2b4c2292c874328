// The words for how a browser gets in, in English.
export const access = {
  'enter.title': 'Is it you?',
  'enter.lead': 'Every user of this computer can open this page, so Enxame asks for a sign that you are the one who started it.',
  'enter.how': 'In a terminal, where you started Enxame, run this and open the link that it prints:',
  'enter.copy': 'Copy the command',
  'enter.once': 'The link works once, within an hour. This browser then stays let in for 90 days.',
  'enter.entering': 'Letting you in…',
  'error.unauthorized': 'Enxame does not know this browser. Run “enxame open” and open the link that it prints.',
  'error.link_used': 'This link was used already, or is too old. Run “enxame open” for a new one.',
  'error.private_place': 'Keys and settings lie there. Choose another place.',
};
