// Going to an address, also when it is the one that is shown: the screen is then built anew.

/** Shows the screen of an address. */
export function go(address) {
  if (location.hash === address) dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = address;
}
