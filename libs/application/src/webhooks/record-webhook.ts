import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assertNever } from '@ledger/kernel';
import type { Envelope } from '../envelope.js';
import { Webhooks, type WebhookAcknowledgement, type WebhookRequest } from './webhooks.js';

/** What is asked for about a webhook. */
export type WebhookCommand =
  | { readonly type: 'register'; readonly wanted: WebhookRequest }
  | { readonly type: 'replay'; readonly webhookId: string; readonly after: bigint }
  | { readonly type: 'resume' | 'rotate-secret' | 'end'; readonly webhookId: string };

/** Asks for what is to become of a webhook to be recorded; the deliveries follow afterwards. */
export class RecordWebhook extends Command<WebhookAcknowledgement> {
  constructor(
    readonly command: WebhookCommand,
    readonly envelope: Envelope,
  ) {
    super();
  }
}

@CommandHandler(RecordWebhook)
export class RecordWebhookHandler implements ICommandHandler<RecordWebhook> {
  constructor(private readonly webhooks: Webhooks) {}

  execute({ command, envelope }: RecordWebhook): Promise<WebhookAcknowledgement> {
    switch (command.type) {
      case 'register':
        return this.webhooks.register(command.wanted, envelope);
      case 'replay':
        return this.webhooks.replay(command.webhookId, command.after, envelope);
      case 'resume':
        return this.webhooks.resume(command.webhookId, envelope);
      case 'rotate-secret':
        return this.webhooks.rotateSecret(command.webhookId, envelope);
      case 'end':
        return this.webhooks.end(command.webhookId, envelope);
      default:
        return assertNever(command);
    }
  }
}
