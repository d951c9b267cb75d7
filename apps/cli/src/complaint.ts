/** What stands in the way, in words for the person at the keyboard: said as it is, in one line. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}
