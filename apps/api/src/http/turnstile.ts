/**
 * Lets so many through in a turn of the event loop; the others wait their turn, in the order in which they came. A burst of commands
 * then does not keep those waiting who only want to read.
 */
export class Turnstile {
  private passed = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly perTurn: number) {}

  enter(pass: () => void): void {
    if (this.passed === this.perTurn) {
      this.waiting.push(pass);
      return;
    }
    if (this.passed === 0) setImmediate(() => this.nextTurn());
    this.passed += 1;
    pass();
  }

  private nextTurn(): void {
    this.passed = 0;
    for (const pass of this.waiting.splice(0, this.perTurn)) this.enter(pass);
  }
}
