import { civilDate, isoDate, isoInstant, plusDays, startOfDay } from '@ledger/kernel';
import type { DeadlineResponse, DeadlinesResponse } from './figures.responses.js';

/** Longest line of a calendar, in octets without its end (RFC 5545, 3.1). */
const MAX_OCTETS = 75;

/** Where the days are those of the calendar. No event refers to it, but without any component an object would not be one (3.6). */
const JAPAN: readonly string[] = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Tokyo',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0900',
  'TZNAME:JST',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** The deadlines of a contract as an iCalendar object; a deadline keeps its UID when its day moves. */
export const calendarOf = (contractId: string, { asOf, items }: Pick<DeadlinesResponse, 'asOf' | 'items'>): string =>
  calendarOfAll(
    contractId,
    asOf,
    items.map((item) => ({ contractId, ...item })),
  );

interface CalendarItem extends DeadlineResponse {
  readonly contractId: string;
  /** Of a list: the contract could not be read after it changed. */
  readonly stale?: { readonly since: string; readonly reason: string } | null;
}

/** Deadlines of several contracts. @param name of the calendar */
export const calendarOfAll = (name: string, asOf: string, items: readonly CalendarItem[]): string => {
  const stamp = compact(isoInstant(startOfDay(civilDate(asOf))).replace('.000', ''));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//contract-ledger//deadlines//EN',
    `NAME:${escaped(name)}`,
    ...JAPAN,
    ...items.flatMap(({ contractId, id, on, kind, text, article, stale = null }) => [
      'BEGIN:VEVENT',
      `UID:${escaped(id)}@${contractId}.contract-ledger`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(on)}`,
      `DTEND;VALUE=DATE:${compact(isoDate(plusDays(civilDate(on), 1)))}`,
      `SUMMARY:${escaped(text)}`,
      `DESCRIPTION:${escaped(`${contractId}, article ${article}`)}`,
      `CATEGORIES:${escaped(kind)}`,
      ...(stale === null ? [] : [`COMMENT:${escaped(`stale since ${stale.since}: ${stale.reason}`)}`]),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
};

const compact = (text: string): string => text.replaceAll(/[-:]/g, '');

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n');

/** A long line goes on after a line end and a space, never inside a character. */
const folded = (line: string): string => {
  let octets = 0;
  let text = '';
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
};
