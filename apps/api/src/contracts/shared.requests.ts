import { Line, NestedList, Optional, Sha256 } from '../http/fields.js';

/** A file that proves the fact: postal proof, fax log, letter. The file itself is kept elsewhere. */
export class DocumentRequest {
  /**
   * SHA-256 of the file, in hexadecimal digits.
   * @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
   */
  @Sha256()
  readonly sha256!: string;

  /** @example 'termination-form.pdf' */
  @Line(200)
  readonly name!: string;
}

/** What every command may carry. */
export class DocumentedRequest {
  /** Files that prove the fact. */
  @Optional()
  @NestedList(() => DocumentRequest, { max: 50 })
  readonly documents?: DocumentRequest[];
}
