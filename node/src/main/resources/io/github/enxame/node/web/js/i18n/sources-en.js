// The words for what keeps trackers and web servers from helping, in English.
export const sources = {
  'source.tracker': 'The last news from a tracker of this file:',
  'source.failure': 'A web server does not give what is needed now. Enxame asks it again by itself.',
  'source.unusable': 'This torrent names some addresses that cannot be used. Enxame goes on without them.',
  'source.unusable.tracker': 'Tracker: {reason}.',
  'source.unusable.webSeed': 'Web server: {reason}.',
  'url.no_scheme': 'its address does not begin with http:// or the like',
  'url.other_scheme': 'Enxame does not speak the protocol that its address begins with',
  'url.no_host': 'its address names no computer',
  'url.bad_host': 'its address has a name that no computer can have',
  'url.bad_address': 'no computer can have the IP address in it',
  'url.bad_port': 'the port in its address is no number from 1 to 65535',
  'url.too_long': 'its address is too long',
  'url.http_seed': 'it is of an older kind that Enxame does not speak',
  'url.malformed': 'its address is not written as one',
};
