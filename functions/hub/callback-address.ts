// What a callback's address may look like. Where it leads is looked at when it is called. (io/public-address.ts)
/** The web's own ports, and all that need no privilege to listen at: no mail or database is talked to at its own. */
const isPort = (port: string): boolean => ['', '80', '443'].includes(port) || Number(port) >= 1024;

/** Why a callback can't be called, in a sentence; undefined where it can, as far as its address says. */
export function callbackFault(callback: string, site: string): string | undefined {
  const url = URL.parse(callback);
  if (!url || !/^https?:\/\//i.test(callback))
    return 'hub.callback must be an address that begins with https:// or http://.';
  if (url.username || url.password) return 'hub.callback must not hold a user name or password.';
  if (callback.includes('#')) return 'hub.callback must not have a fragment.';
  if (!isPort(url.port)) return 'hub.callback must be at port 80, 443, or one from 1024 on.';
  if (url.host === new URL(site).host) return 'hub.callback must not be an address of the newsroom itself.';
  return undefined;
}
