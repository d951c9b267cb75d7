import type { ImportedFact } from '@ledger/application';
import { randomNumbers } from '../harness.js';

/*
 * Contracts as a portfolio has them on 30 June 2026: between a month and eight years old, most of them billed from some day within a month and
 * paid by the quarter, the half-year or the year. A third has the option, a fifth is ended or being ended, half of these early; a quarter had an
 * outage, of a day or more for the most part, claimed or not. Fees are revised, entries corrected and voided, disputes settled. 20 events each on
 * the average.
 */

export const LAST_DAY = '2026-06-30';
const LAST = Date.parse(LAST_DAY);
const DAY = 86_400_000;

type Random = (below: number) => number;

/** The facts of one life, in the order in which they are recorded. @param seed the same facts for the same */
export const realisticLife = (seed: number): readonly ImportedFact[] => {
  const random = randomNumbers(0x9e37 + 7919 * seed);
  for (let warmth = 0; warmth < 8; warmth += 1) random(2); // seeds that are alike begin alike
  return new Life(random).facts();
};

interface Dated extends ImportedFact {
  readonly on: number;
}

/** What happens to one contract. Days are milliseconds. */
class Life {
  readonly #random: Random;
  readonly #facts: Dated[] = [];
  readonly #months: number;
  readonly #begins: number;
  readonly #billed: number;
  readonly #fee: number;
  #optionFrom = 0;
  #ends: number | undefined;
  #ids = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#months = this.#ageInMonths();
    this.#begins = LAST - Math.round(this.#months * 30.44 + 45 + random(20)) * DAY;
    this.#billed = this.#billingDay();
    this.#fee = 8000 + 500 * random(80);
  }

  facts(): readonly ImportedFact[] {
    this.#begin();
    const hasOption = this.#months > 3 && this.#happens(35);
    if (hasOption) this.#option();
    if (this.#happens(22)) this.#end(hasOption);
    if (this.#months > 14) for (let times = this.#random(3); times > 0; times -= 1) this.#revise(hasOption);
    for (let times = this.#timesOf(25, 8); times > 0; times -= 1) this.#outage();
    this.#pay();
    this.#everyday();
    return this.#facts
      .filter(({ on }) => on <= LAST)
      .sort((one, other) => one.on - other.on) // stable: of one day in the order in which they happened
      .map(({ on: _, ...fact }) => fact);
  }

  /** Many young, some old: a month to eight years. */
  #ageInMonths(): number {
    const share = this.#random(100);
    if (share < 30) return 1 + this.#random(12);
    return share < 75 ? 12 + this.#random(30) : 42 + this.#random(49);
  }

  #billingDay(): number {
    const day = new Date(this.#begins + 25 * DAY);
    const isFirst = this.#happens(15);
    return isFirst ? Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1) : day.getTime() + this.#random(15) * DAY;
  }

  #begin(): void {
    const [applied, accepted] = [this.#begins, this.#begins + 10 * DAY];
    const number = String(this.#random(1_000_000));
    const contractor = { name: `株式会社みなと${number}`, contact: `総務部 03-${number}`, kind: 'corporation' };
    this.#add(applied, 'ContractApplied', { contractor, appliedOn: dateOf(applied) });
    const homepage = { initialFee: '5000', monthlyFee: String(2000 + 100 * this.#random(50)) };
    const quoted = { quotedOn: dateOf(applied + 6 * DAY), initialFee: '100000', monthlyFee: String(this.#fee) };
    this.#add(applied + 6 * DAY, 'FeesQuoted', { ...quoted, options: { homepage } });
    this.#add(accepted, 'ContractAccepted', { acceptedOn: dateOf(accepted) });
    const targets = { domains: [`minato${number}.example`], ipAddresses: ['192.0.2.0/24'] };
    this.#add(accepted, 'TargetsDesignated', { from: dateOf(accepted), ...targets });
    this.#add(accepted + DAY, 'BillingStarted', { startsOn: dateOf(this.#billed) });
  }

  #option(): void {
    const accepted = this.#billed + this.#random(this.#months * 20) * DAY;
    const option = 'homepage';
    this.#optionFrom = accepted;
    this.#add(accepted, 'OptionAdded', { option, appliedOn: dateOf(accepted - 5 * DAY), acceptedOn: dateOf(accepted) });
    this.#add(accepted, 'OptionBillingStarted', { option, startsOn: dateOf(accepted + this.#random(20) * DAY) });
  }

  /** By notice for the most part; half of them within the minimum period. */
  #end(hasOption: boolean): void {
    const isEarly = this.#months <= 12 || this.#happens(50);
    const days = isEarly ? 60 + this.#random(240) : 370 + this.#random(Math.max(1, this.#months * 30 - 400));
    const told = Math.max(this.#billed + days * DAY, this.#optionFrom + 40 * DAY);
    if (told > LAST) return;
    this.#ends = told + 30 * DAY;
    if (this.#happens(20)) {
      const ground = ['general-28-2', 'provider-for-cause', 'agreement'][this.#random(3)];
      const data = { declaredOn: dateOf(told), effectiveOn: dateOf(this.#ends), ground, reason: '経営上の都合' };
      this.#add(told, 'ContractTerminated', data);
      return;
    }
    const subject = hasOption && this.#happens(10) ? 'homepage' : 'contract';
    if (subject === 'homepage') this.#ends = undefined;
    const arrivedAt = this.#happens(2) ? `${dateOf(told)}T00:00:00+09:00` : dateOf(told);
    const designated = this.#happens(40) ? { designatedOn: dateOf(told + 60 * DAY) } : {};
    const form = this.#happens(4) ? 'other' : 'prescribed';
    const eventId = this.#id();
    this.#add(told, 'NoticeReceived', { subject, arrivedAt, ...designated, form }, eventId);
    if (this.#happens(4)) {
      const withdrawal = { noticeId: eventId, agreedOn: dateOf(told + 5 * DAY), reason: '継続利用の合意' };
      this.#add(told + 5 * DAY, 'NoticeWithdrawn', withdrawal);
      this.#ends = undefined;
    } else if (this.#happens(3)) {
      const again = dateOf(told + 8 * DAY);
      this.#add(told + 8 * DAY, 'NoticeReceived', { subject, arrivedAt: again, form: 'prescribed' });
    }
    if (isEarly && this.#happens(6)) {
      const agreed = told + 90 * DAY;
      const settlement = { waived: String(1000 * (1 + this.#random(20))), disputeId: `d-${this.#random(1000)}` };
      this.#add(agreed, 'SettlementAgreed', { agreedOn: dateOf(agreed), ...settlement, reason: '和解' });
    }
  }

  #revise(hasOption: boolean): void {
    const on = this.#within();
    const effectiveOn = this.#happens(70) ? dateOf(on).replace(/..$/, '01') : dateOf(on);
    const options = hasOption && this.#happens(40) ? { options: { homepage: { monthlyFee: '4200' } } } : {};
    this.#add(on, 'FeesRevised', { effectiveOn, monthlyFee: String(this.#fee + 100 * this.#random(20)), ...options });
  }

  #outage(): void {
    const on = this.#within();
    const outageId = `outage-${dateOf(on)}-${this.#random(1000)}`;
    const aware = `${dateOf(on)}T09:00:00+09:00`;
    const state = this.#happens(85)
      ? { extent: 'total', cause: 'provider' }
      : { extent: 'partial', cause: 'third-party' };
    this.#add(on, 'OutageDetected', { outageId, occurredAt: aware, awareAt: aware, ...state });
    const hours = this.#happens(60) ? 24 + this.#random(80) : 1 + this.#random(20);
    const recovered = new Date(Date.parse(aware) + hours * 3_600_000);
    this.#add(on + 5 * DAY, 'OutageRecovered', { outageId, recoveredAt: recovered.toISOString() });
    if (!this.#happens(50)) return;
    const claimed = on + (5 + this.#random(this.#happens(10) ? 150 : 60)) * DAY;
    this.#add(claimed, 'ReductionClaimed', { outageId, arrivedOn: dateOf(claimed) });
    if (this.#happens(70)) {
      const decision = { decision: 'granted', amount: String(100 * this.#random(40)), reason: '別紙 3 による' };
      this.#add(claimed + 10 * DAY, 'ReductionDecided', {
        outageId,
        decidedOn: dateOf(claimed + 10 * DAY),
        ...decision,
      });
    }
  }

  #pay(): void {
    const months = [3, 3, 6, 6, 12][this.#random(5)] ?? 12;
    const isDemanded = this.#happens(62);
    const until = Math.min(LAST, this.#ends ?? LAST);
    for (let on = this.#billed; on <= until; on += months * 30.44 * DAY) {
      const amount = String(this.#fee * months);
      const reference = `請求書 ${dateOf(on).slice(0, 7)}`;
      if (isDemanded) this.#add(on, 'PaymentDemanded', { issuedOn: dateOf(on), items: [{ amount }], reference });
      const paid = on + (10 + this.#random(20)) * DAY;
      const eventId = this.#id();
      this.#add(paid, 'PaymentReceived', { receivedOn: dateOf(paid), amount, reference }, eventId);
      const share = this.#random(100);
      if (share < 1) this.#add(paid + 3 * DAY, 'EventVoided', { eventId, reason: '二重入力' });
      else if (share < 3) {
        const replacement = { receivedOn: dateOf(paid), amount: String(this.#fee), reference };
        this.#add(paid + 3 * DAY, 'EventCorrected', { eventId, reason: '金額の誤記', replacement });
      } else if (share < 4) {
        this.#add(paid + 5 * DAY, 'PaymentReversed', {
          paymentId: eventId,
          reversedOn: dateOf(paid + 5 * DAY),
          reason: '組戻し',
        });
      }
    }
  }

  #everyday(): void {
    const on = this.#within();
    if (this.#happens(30)) {
      this.#add(on, 'AdministratorAppointed', {
        name: '山田 花子',
        contact: 'hanako@minato.example',
        from: dateOf(on),
      });
    }
    for (let times = this.#timesOf(25, 10); times > 0; times -= 1) {
      const accepted = this.#within();
      const change = { description: 'メールボックス 100 個の追加', oneTimeFee: '15000' };
      this.#add(accepted, 'ChangeAccepted', { acceptedOn: dateOf(accepted), ...change });
    }
    for (let times = this.#timesOf(15, 5); times > 0; times -= 1) {
      const [received, complaintId] = [this.#within(), this.#id()];
      const summary = '掲載した画像が著作権を侵害しているとの申出';
      this.#add(received, 'ThirdPartyComplaintReceived', { receivedOn: dateOf(received), summary }, complaintId);
      const resolution = { complaintId, resolvedOn: dateOf(received + 9 * DAY), outcome: '画像の差替えで解決' };
      this.#add(received + 9 * DAY, 'ThirdPartyComplaintResolved', resolution);
    }
    if (this.#happens(6)) {
      const from = this.#within();
      this.#add(from, 'ContractorChanged', { from: dateOf(from), name: '株式会社みなとネット', reason: '商号変更' });
    }
    if (this.#happens(15)) {
      const [asked, reportId] = [this.#within(), this.#id()];
      this.#add(asked, 'UsageReportRequested', { requestedOn: dateOf(asked), subject: '送信数' }, reportId);
      this.#add(asked + 12 * DAY, 'UsageReportSubmitted', { reportId, submittedOn: dateOf(asked + 12 * DAY) });
    }
  }

  #add(on: number, type: string, data: object, eventId?: string): void {
    this.#facts.push({ on, type, data, eventId });
  }
  /** A day while the contract lasts. */
  #within(): number {
    const until = Math.min(LAST, this.#ends ?? LAST);
    return this.#billed + this.#random(Math.max(1, Math.floor((until - this.#billed) / DAY))) * DAY;
  }
  #happens(percent: number): boolean {
    return this.#random(100) < percent;
  }
  /** One or two, each so often. */
  #timesOf(one: number, two: number): number {
    const share = this.#random(100);
    return share < two ? 2 : share < one ? 1 : 0;
  }
  /** A fact that others refer to; the first eight digits are those of the contract when it is copied. */
  #id(): string {
    return `00000000-0000-8000-8000-${String((this.#ids += 1)).padStart(12, '0')}`;
  }
}

const dateOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
