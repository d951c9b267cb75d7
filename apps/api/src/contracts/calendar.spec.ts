import { describe, expect, it } from '@jest/globals';
import { calendarOf } from './calendar.js';

const asOf = '2026-07-31';
const deadline = (on: string, text = 'The minimum period ends'): Parameters<typeof calendarOf>[1]['items'][number] => ({
  id: 'minimum-period-ends:base',
  on,
  kind: 'minimum-period-ends',
  text,
  article: '1',
});
const JAPAN = [
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
/** The content lines of a calendar, unfolded (RFC 5545, 3.1). */
const linesOf = (calendar: string): readonly string[] => calendar.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);

describe('The calendar of deadlines', () => {
  it('is what RFC 5545 asks for', () => {
    expect(linesOf(calendarOf('c-1', { asOf, items: [deadline('2026-12-31')] }))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//contract-ledger//deadlines//EN',
      'NAME:c-1',
      ...JAPAN,
      'BEGIN:VEVENT',
      'UID:minimum-period-ends:base@c-1.contract-ledger',
      'DTSTAMP:20260730T150000Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:The minimum period ends',
      'DESCRIPTION:c-1\\, article 1',
      'CATEGORIES:minimum-period-ends',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('has the component that RFC 5545 asks for also where there is no deadline', () => {
    const lines = linesOf(calendarOf('c-1', { asOf, items: [] }));
    expect(lines.slice(0, 4)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      expect.stringContaining('PRODID'),
      'NAME:c-1',
    ]);
    expect(lines.slice(4)).toEqual([...JAPAN, 'END:VCALENDAR']);
  });

  it('folds long lines between characters, at 75 octets', () => {
    const text = '最低利用期間の満了😀'.repeat(20);
    const calendar = calendarOf('c-1', { asOf, items: [deadline('2026-12-31', text)] });
    for (const line of calendar.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(calendar.isWellFormed()).toBe(true);
    expect(linesOf(calendar)).toContain(`SUMMARY:${text}`);
  });

  it('lets no text break out of its line', () => {
    const calendar = calendarOf('c-1', { asOf, items: [deadline('2026-12-31', 'a;b,c\\d\r\nEND:VEVENT')] });
    expect(linesOf(calendar)).toContain('SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT');
  });
});
