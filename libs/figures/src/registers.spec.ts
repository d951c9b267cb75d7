import { describe, expect, it } from '@jest/globals';
import type { IsoDate } from '@ledger/kernel';
import type { LiabilityBasis } from '@ledger/contract';
import { accepted, day, reading, type Story } from '../../../test/support/history.js';
import { figuresOn, type Figures } from './figures.js';

const running = accepted('2026-01-01').and('BillingStarted', { startsOn: '2026-01-01' });
const on = (told: Story, asOf: IsoDate): Figures => figuresOn(told.history, day(asOf), reading());

describe('The registers', () => {
  it('say what is open and for how long', () => {
    const told = running.and('ThirdPartyComplaintReceived', { receivedOn: '2026-03-01', summary: 'spam' }, 'complaint');
    expect(on(told, '2026-02-28').registers().complaints).toEqual([]);
    expect(on(told, '2026-03-01').registers().complaints).toMatchObject([{ open: true, days: 0 }]);
    expect(on(told, '2026-03-11').registers().complaints).toMatchObject([{ open: true, days: 10 }]);
    const resolved = told.and('ThirdPartyComplaintResolved', {
      complaintId: 'complaint',
      resolvedOn: '2026-03-08',
      outcome: 'stopped',
    });
    expect(on(resolved, '2026-03-07').registers().complaints).toMatchObject([{ open: true, days: 6 }]);
    expect(on(resolved, '2026-03-20').registers().complaints).toMatchObject([
      { open: false, days: 7, resolution: { outcome: 'stopped' } },
    ]);
  });

  it('keep reports asked for, setting changes and instructions until they are answered', () => {
    const told = running
      .and('UsageReportRequested', { requestedOn: '2026-02-01', subject: 'volume' }, 'report')
      .and('UsageReportSubmitted', { reportId: 'report', submittedOn: '2026-02-05' })
      .and('SettingChangeRequested', { requestedBy: '管理', requestedOn: '2026-02-01', description: 'MX' }, 'change')
      .and('SettingChangeReported', { changeId: 'change', made: false, reportedOn: '2026-02-03' })
      .and('MisuseReported', { reportedOn: '2026-02-01', summary: 'leak' }, 'misuse')
      .and(
        'InstructionGiven',
        { reportId: 'misuse', givenOn: '2026-02-02', instruction: 'new password' },
        'instruction',
      )
      .and('InstructionFollowed', { reportId: 'misuse', instructionId: 'instruction', followedOn: '2026-02-04' });
    const early = on(told, '2026-02-02').registers();
    expect([early.usageReports, early.settingChanges, early.misuseReports[0]?.instructions]).toMatchObject([
      [{ open: true, days: 1 }],
      [{ open: true, days: 1 }],
      [{ open: true, days: 0 }],
    ]);
    const late = on(told, '2026-02-28').registers();
    expect([late.usageReports, late.settingChanges, late.misuseReports[0]?.instructions]).toMatchObject([
      [{ open: false, days: 4 }],
      [{ open: false, days: 2, report: { made: false } }],
      [{ open: false, days: 2 }],
    ]);
  });

  it('hold a restriction, a measure and a limit from their day until they are lifted', () => {
    const told = running
      .and('FunctionsRestricted', { functions: ['sending'], from: '2026-02-10', reason: '' }, 'restriction')
      .and('RestrictionLifted', { restrictionId: 'restriction', liftedOn: '2026-02-20' })
      .and('HomepageMeasureTaken', { ground: 'prohibited-act', measures: [4], from: '2026-02-10', reason: '' })
      .and('HomepageLimitSet', { kind: 'traffic', from: '2026-02-10', reason: '' });
    expect(on(told, '2026-02-09').registers().restrictions).toMatchObject([{ open: false, days: 0 }]);
    expect(on(told, '2026-02-19').registers().restrictions).toMatchObject([{ open: true, days: 9 }]);
    expect(on(told, '2026-02-20').registers().restrictions).toMatchObject([{ open: false, days: 10 }]);
    expect(on(told, '2026-03-10').registers()).toMatchObject({
      measures: [{ open: true, days: 28 }],
      limits: [{ open: true }],
    });
    expect(on(told, '2026-02-19').overview().restrictions).toHaveLength(1);
    expect(on(told, '2026-02-20').overview().restrictions).toEqual([]);
  });

  it.each<[LiabilityBasis, string | undefined]>([
    ['warranty', '11(1)'],
    ['data-loss', '11(2)'],
    ['restriction', '14(1)'],
    ['contractor-act', '14(2)'],
    ['other', undefined],
  ])('answer a liability claim on the basis of %s with %s', (basis, label) => {
    const told = running.and('LiabilityClaimReceived', { receivedOn: '2026-02-01', summary: '', basis });
    const [claim] = on(told, '2026-02-01').registers().liabilityClaims;
    expect(claim?.excludedBy?.clause.label).toBe(label);
    expect(claim?.open).toBe(true);
  });
});

describe('Permission to use (Art. 2, 3)', () => {
  const told = running
    .and(
      'TargetsDesignated',
      { from: '2026-02-01', domains: ['example.jp', 'xn--wgv71a119e.jp'], ipAddresses: ['192.0.2.0/24'] },
      'targets',
    )
    .and('TargetsDesignated', { from: '2026-03-01', domains: ['example.com'], ipAddresses: [] }, 'later')
    .and(
      'ThirdPartyAgreementRegistered',
      { thirdParty: '利用者', concludedOn: '2026-02-01', conformsToTerms: true },
      'agreement',
    )
    .and('ThirdPartyAgreementEnded', { agreementId: 'agreement', endedOn: '2026-02-20' });

  it.each<[string, IsoDate, boolean, string, readonly string[]]>([
    ['example.jp', '2026-01-31', false, '3(3)', []],
    ['example.jp', '2026-02-01', true, '3(2)', ['targets']],
    ['EXAMPLE.JP', '2026-02-28', true, '3(2)', ['targets']],
    ['日本語.jp', '2026-02-28', true, '3(2)', ['targets']],
    ['www.example.jp', '2026-02-28', false, '3(3)', ['targets']],
    ['192.0.2.77', '2026-02-28', true, '3(2)', ['targets']],
    ['192.0.3.1', '2026-02-28', false, '3(3)', ['targets']],
    ['example.jp', '2026-03-01', false, '3(3)', ['later']],
  ])('for %s on %s', (target, asOf, permitted, label, facts) => {
    const answer = on(told, asOf).permission({ target });
    expect([answer.permitted, answer.clause.label, answer.facts]).toEqual([permitted, label, facts]);
  });

  it.each<[string, IsoDate, boolean]>([
    ['利用者', '2026-01-31', false],
    ['利用者', '2026-02-01', true],
    ['利用者', '2026-02-20', true], // the day of its end is still covered
    ['利用者', '2026-02-21', false],
    ['他人', '2026-02-10', false],
  ])('by %s on %s', (thirdParty, asOf, permitted) => {
    expect(on(told, asOf).permission({ thirdParty })).toMatchObject({ permitted, clause: { label: '2(1)' } });
  });

  it('needs a contract', () => {
    expect(on(told, '2025-12-31').permission({ target: 'example.jp' })).toMatchObject({ permitted: false });
    const ended = told.and(
      'ContractTerminated',
      { declaredOn: '2026-02-05', effectiveOn: '2026-02-10', ground: 'agreement', reason: '' },
      'end',
    );
    expect(on(ended, '2026-02-10').permission({ target: 'example.jp' })).toMatchObject({ permitted: true });
    expect(on(ended, '2026-02-11').permission({ target: 'example.jp' })).toMatchObject({
      permitted: false,
      clause: { label: '7' },
      facts: ['end'],
    });
    expect(on(ended, '2026-02-11').permission({ thirdParty: '利用者' })).toMatchObject({ permitted: false });
  });

  it.each(['010.0.0.1', 'a b', '', '300.1.1.1'])('is not asked of %j', (target) => {
    expect(() => on(told, '2026-02-10').permission({ target })).toThrow(RangeError);
  });
});
