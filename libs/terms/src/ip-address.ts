import ip from 'ipaddr.js';

type Address = ip.IPv4 | ip.IPv6;
type Prefix = readonly [network: Address, length: number];

/**
 * An IPv4 or IPv6 address, or a prefix of them (`192.0.2.0/24`), as it is compared: IPv6 as in RFC 5952, a prefix of one address
 * as that address. Notations that two readers may take for different addresses are refused: `010.0.0.1`, `10.1`, a zone, an IPv4
 * address dressed as IPv6, a prefix with bits set beyond its length.
 * @throws {RangeError} for any other text
 */
export const normaliseAddress = (text: string): string => {
  const [network, length] = parsePrefix(text);
  const address = network.toString();
  return length === bitsOf(network) ? address : `${address}/${String(length)}`;
};

/** Whether an address or prefix lies within another; both canonical. */
export const isWithin = (inner: string, outer: string): boolean => {
  if (inner === outer) return true;
  const [address, length] = parsePrefix(inner);
  const [network, outerLength] = parsePrefix(outer);
  return address.kind() === network.kind() && length >= outerLength && address.match(network, outerLength);
};

const parsePrefix = (text: string): Prefix => {
  const [, address = text, suffix] = /^([^/]*)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const network = parseSingle(address);
  const length = suffix === undefined ? bitsOf(network) : Number(suffix);
  if (length > bitsOf(network)) throw new RangeError(`no such length of a prefix: ${JSON.stringify(text)}`);
  if (!isNetwork(network, length)) {
    throw new RangeError(`bits are set beyond the length of the prefix: ${JSON.stringify(text)}`);
  }
  return [network, length];
};

const parseSingle = (text: string): Address => {
  if (ip.IPv4.isValidFourPartDecimal(text)) return ip.IPv4.parse(text);
  if (!ip.IPv6.isValid(text) || text.includes('%')) {
    throw new RangeError(`neither an IPv4 nor an IPv6 address: ${JSON.stringify(text)}`);
  }
  const address = ip.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) {
    throw new RangeError(`an IPv4 address is written as one: ${address.toIPv4Address().toString()}`);
  }
  return address;
};

const bitsOf = (address: Address): number => (address.kind() === 'ipv4' ? 32 : 128);

const isNetwork = (address: Address, length: number): boolean =>
  address.toByteArray().every((byte, index) => {
    const free = Math.min(8, Math.max(0, (index + 1) * 8 - length));
    return (byte & ((1 << free) - 1)) === 0;
  });
