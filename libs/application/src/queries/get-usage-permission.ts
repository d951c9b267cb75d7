import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AskedUse, Figures, Permission } from '@ledger/figures';
import { InvalidRequest } from '../errors.js';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** Whether a domain, an address, or a third party's use is covered on the day (Art. 2, 3). */
export class GetUsagePermission extends Query<UsagePermissionAnswer> {
  constructor(
    readonly contractId: string,
    readonly use: AskedUse,
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

@QueryHandler(GetUsagePermission)
export class GetUsagePermissionHandler implements IQueryHandler<GetUsagePermission> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, use, view }: GetUsagePermission): Promise<UsagePermissionAnswer> {
    const question = await this.questions.about(contractId, view);
    const { permitted, clause, text } = permissionFor(question.figures, use);
    return { ...headOf(question, view), permitted, article: clause.label, reason: text, quote: clause.quote };
  }
}

const permissionFor = ({ permission }: Figures, use: AskedUse): Permission => {
  try {
    return permission(use);
  } catch (cause) {
    if (cause instanceof RangeError) throw new InvalidRequest('target', cause.message);
    throw cause;
  }
};
