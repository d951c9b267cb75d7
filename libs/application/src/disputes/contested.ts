import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import {
  heldUnder,
  NOTHING_HELD,
  stateOf,
  type Dispute,
  type FigureValue,
  type Ground,
  type Held,
} from '@ledger/disputes';
import { DisputeRegister } from './dispute-register.js';
import { DisputedGrounds } from './disputed-ground.js';

/** Which of a contract's figures a dispute contests. */
type Contested = (figure: string) => boolean;

/** What open disputes contest. */
@Injectable()
export class ContestedFigures {
  /** By dispute, its revision and contract: what is pinned does not change. */
  readonly #known = new LRUCache<string, Contested>({ max: 1000 });

  constructor(
    private readonly register: DisputeRegister,
    private readonly grounds: DisputedGrounds,
  ) {}

  /**
   * The open disputes that contest a figure of a contract, by the figure's name. A dispute contests the figure in question, and every figure
   * that one of its sides has otherwise than another, or than is recorded.
   */
  async of(contractId: string): Promise<(figure: string) => readonly string[]> {
    const contested = await this.ofEach([contractId]);
    return (figure) => contested(contractId, figure);
  }

  /** The same of several contracts at once: only of those that a dispute is about is more looked up. */
  async ofEach(contractIds: Iterable<string>): Promise<(contractId: string, figure: string) => readonly string[]> {
    const contested = new Map<string, (readonly [disputeId: string, isContested: Contested])[]>();
    for (const [contractId, disputes] of await this.register.about([...new Set(contractIds)])) {
      const open = disputes.filter(({ dispute }) => stateOf(dispute) !== 'closed');
      const by: (readonly [string, Contested])[] = [];
      for (const { dispute } of open) by.push([dispute.disputeId, await this.#by(dispute, contractId)]);
      contested.set(contractId, by);
    }
    return (contractId, figure) =>
      (contested.get(contractId) ?? []).flatMap(([disputeId, isContested]) => (isContested(figure) ? [disputeId] : []));
  }

  /** The disputes that are open about each of some contracts. */
  async openAbout(contractIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const open = new Map<string, readonly string[]>();
    for (const [contractId, disputes] of await this.register.about(contractIds)) {
      open.set(
        contractId,
        disputes.flatMap(({ dispute }) => (stateOf(dispute) === 'closed' ? [] : [dispute.disputeId])),
      );
    }
    return open;
  }

  async #by(dispute: Dispute, contractId: string): Promise<Contested> {
    const key = `${dispute.disputeId} ${String(dispute.revision)} ${contractId}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const contested = contestedIn(await this.grounds.of(dispute, [contractId]), dispute);
    this.#known.set(key, contested);
    return contested;
  }
}

/** How a row says it. */
export const contestedBy = (disputes: readonly string[]): { readonly disputes?: readonly string[] } =>
  disputes.length === 0 ? {} : { disputes };

const contestedIn = (ground: Ground, { opened, positions }: Dispute): Contested => {
  const held = [NOTHING_HELD, ...[...positions.values()].map(({ data }) => data)].map(
    (premises) => heldUnder(ground, premises)[0],
  );
  const differing = differingIn(held.filter((one) => one !== undefined));
  const { figure: asked } = opened.data.question;
  const isAllThatIsSaid = ![...differing.values()].includes('yen');
  return (figure) => differs(figure, differing) || isPartOf(figure, asked, isAllThatIsSaid);
};

/** A figure, or what is said of it: the claim period of a credit. */
const differs = (figure: string, differing: Differing): boolean =>
  differing.has(figure) || [...differing.keys()].some((name) => name.startsWith(`${figure}/`));

/** The names of the figures that are not the same in all, with their units. */
type Differing = ReadonlyMap<string, FigureValue['unit']>;

const differingIn = (held: readonly Held[]): Differing => {
  const values = held.flatMap((one) => ('refused' in one ? [] : [one.values]));
  const units = new Map(values.flatMap((one) => [...one].map(([name, { unit }]) => [name, unit] as const)));
  return new Map([...units].filter(([name]) => new Set(values.map((one) => one.get(name)?.value)).size > 1));
};

/** Whether a row belongs to the figure in question; of the totals all do as long as nothing more is said. */
const isPartOf = (figure: string, asked: string, isAllThatIsSaid: boolean): boolean => {
  if (figure === asked) return true;
  if (asked === 'totals') return isAllThatIsSaid;
  if (/^termination($|\/)/.test(asked)) return figure.startsWith('obligations/early-termination-charge:');
  const [, credit] = /^(?:credits\/|deadlines\/claim-by:)([^/]+)/.exec(asked) ?? [];
  if (credit !== undefined) return figure === `credits/${credit}` || figure === `obligations/reduction:${credit}`;
  const [, reduction] = /^obligations\/reduction:(.*)$/.exec(asked) ?? [];
  return reduction !== undefined && figure === `credits/${reduction}`;
};
