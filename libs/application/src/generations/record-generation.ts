import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Envelope } from '../envelope.js';
import { Generations, type GenerationAcknowledgement, type GenerationCommand } from './generations.js';

/** Asks for a generation, or for something to become of one. */
export class RecordGeneration extends Command<GenerationAcknowledgement> {
  constructor(
    readonly command: GenerationCommand,
    readonly envelope: Envelope,
  ) {
    super();
  }
}

@CommandHandler(RecordGeneration)
export class RecordGenerationHandler implements ICommandHandler<RecordGeneration> {
  constructor(private readonly generations: Generations) {}

  execute({ command, envelope }: RecordGeneration): Promise<GenerationAcknowledgement> {
    return this.generations.record(command, envelope);
  }
}
