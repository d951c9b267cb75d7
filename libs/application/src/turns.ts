/** Lets those who name the same thing do one after the other what must not be done at once. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does the work when everything begun before under the same name is over, however it ended. */
  take<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(name);
    const turn = before === undefined ? work() : before.then(work, work);
    this.#last.set(name, turn);
    const leave = (): void => {
      if (this.#last.get(name) === turn) this.#last.delete(name);
    };
    turn.then(leave, leave);
    return turn;
  }
}
