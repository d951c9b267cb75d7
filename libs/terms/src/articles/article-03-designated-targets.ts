import { normaliseDomain } from '../domain-name.js';
import { isWithin, normaliseAddress } from '../ip-address.js';
import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/** What may be designated (対象): a domain name, or an IP address or a prefix of addresses; the text is canonical. */
export type Target =
  { readonly kind: 'domain'; readonly text: string } | { readonly kind: 'address'; readonly text: string };
/** Canonical texts of all that is designated at a time. */
export interface Designation {
  readonly domains: readonly string[];
  readonly ipAddresses: readonly string[];
}

const AN_ADDRESS = /[:/]|(?:^|\.)\d+$/;

/**
 * 第3条（対象ドメイン名及び IP アドレス等の指定）
 *
 * > 使用できる IP アドレスは、IPv4 アドレス及び IPv6 アドレスとします。
 *
 * Whether a text names a domain or an address shows in its last label: no domain ends in one of digits only.
 * @throws {RangeError} for anything that is neither
 */
export const parseTarget = (text: string): Target =>
  AN_ADDRESS.test(text)
    ? { kind: 'address', text: normaliseAddress(text) }
    : { kind: 'domain', text: normaliseDomain(text) };

/**
 * 第3条第3項: whether the service may be used for a target.
 *
 * > 契約者は、前項のドメイン名及び IP アドレス以外のドメイン名及び IP アドレスを対象として
 * > IIJ xSP プラットフォームサービス/Mail を利用することはできません。
 *
 * A name below a designated domain is another domain name; an address within a designated prefix is designated with it.
 */
export const isDesignated = (target: Target, { domains, ipAddresses }: Designation): boolean => {
  if (target.kind === 'domain') return domains.includes(target.text);
  return ipAddresses.some((designated) => isWithin(target.text, designated));
};

export const article03: Article = {
  number: 3,
  title: '対象ドメイン名及び IP アドレス等の指定',
  titleEn: 'Designation of Domain Names, IP Addresses and the Like',
  kind: 'obliges',
  affects: { events: ['TargetsDesignated'], figures: ['usage-permission'] },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        IIJ xSP プラットフォームサービス/Mail において使用できる IP アドレスは、IPv4 アドレス及び IPv6 アドレスとします。`,
      english: en`
        The IP addresses that may be used with IIJ xSP Platform Service/Mail are IPv4 addresses and IPv6 addresses.`,
    },
    {
      text: ja`
        契約者は、IIJ xSP プラットフォームサービス/Mail 契約において、当該サービスの対象となるドメイン名及び
        IP アドレスを指定するものとします。`,
      english: en`
        In the IIJ xSP Platform Service/Mail contract the contractor shall designate the domain names and IP addresses for
        which the service is used.`,
    },
    {
      text: ja`
        契約者は、前項のドメイン名及び IP アドレス以外のドメイン名及び IP アドレスを対象として
        IIJ xSP プラットフォームサービス/Mail を利用することはできません。`,
      english: en`
        The contractor may not use IIJ xSP Platform Service/Mail for any domain name or IP address other than those of the
        preceding paragraph.`,
    },
  ],
};
