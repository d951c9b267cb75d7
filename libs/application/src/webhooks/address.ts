import ip from 'ipaddr.js';

/** What a receiver's address must be. */
export interface AddressRules {
  /** Also `http`, and addresses of this machine or its network. */
  readonly allowPrivate: boolean;
}
const LONGEST_URL = 2000;
/** Global unicast (RFC 4291, 2.4): whatever else IPv6 has leads to this machine, its network, or into IPv4. */
const GLOBAL_UNICAST = ip.IPv6.parseCIDR('2000::/3');

/** What is wrong with the address of a receiver as it is written; undefined where nothing is. */
export const flawOfUrl = (text: string, { allowPrivate }: AddressRules): string | undefined => {
  const url = URL.parse(text);
  if (url === null || text.length > LONGEST_URL) return 'must be a URL of at most 2000 characters';
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must hold no name and no password';
  if (url.hash !== '') return 'must hold no fragment';
  const address = literalAddress(url);
  return address === undefined || allowPrivate || isPublic(address)
    ? undefined
    : 'must not lead into a private network';
};

/** The address that stands in a URL in the place of a name. */
const literalAddress = ({ hostname }: URL): string | undefined => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return ip.isValid(host) ? host : undefined;
};

/** Whether an address is anybody's on the internet: not this machine, not its network, nothing reserved, nothing that hides another. */
export const isPublic = (text: string): boolean => {
  if (!ip.isValid(text)) return false;
  const address = ip.process(text); // an IPv4 address in IPv6 clothes is what it hides
  if (address.range() !== 'unicast') return false;
  return address instanceof ip.IPv4 || address.match(GLOBAL_UNICAST);
};
