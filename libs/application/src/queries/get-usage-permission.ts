import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** Whether a domain, an address, or a third party's use is covered on the day (Art. 2, 3). */
export class GetUsagePermission extends Query<UsagePermissionAnswer> {
  constructor(
    readonly contractId: string,
    readonly use: { readonly target: string } | { readonly thirdParty: string },
    readonly view: View,
  ) {
    super();
  }
}
export interface UsagePermissionAnswer extends AnswerHead {
  readonly permitted: boolean;
  readonly article: string;
  readonly reason: string;
  readonly quote: string;
}
