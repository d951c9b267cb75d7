/** What stands in the way, in words for the person at the keyboard: said as it is, in one line. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}

/** The person at the keyboard had it left off: no failure of anything. */
export class LeftOff extends Complaint {}
