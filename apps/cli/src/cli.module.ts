import { Module, type DynamicModule } from '@nestjs/common';
import { Terminal } from './terminal.js';
import { ContractsVerb } from './verbs/contracts.js';
import { DisputeVerb } from './verbs/dispute.js';
import { DisputesVerb } from './verbs/disputes.js';
import { EventsVerb } from './verbs/events.js';
import { ExampleVerb } from './verbs/example.js';
import { ExplainVerb } from './verbs/explain.js';
import { ExportVerb } from './verbs/export.js';
import { FiguresVerb } from './verbs/figures.js';
import { ImpactVerb } from './verbs/impact.js';
import { GenerationsVerb } from './verbs/generations.js';
import { ImportVerb } from './verbs/import.js';
import { ReleaseVerb } from './verbs/release.js';
import { RebuildVerb } from './verbs/rebuild.js';
import { RestoreVerb } from './verbs/restore.js';
import { StatementsVerb } from './verbs/statements.js';
import { WhatIfVerb } from './verbs/what-if.js';

/** The command line: a provider a verb. */
@Module({})
export class CliModule {
  static on(terminal: Terminal): DynamicModule {
    const verbs = [
      ExampleVerb,
      ContractsVerb,
      FiguresVerb,
      ExplainVerb,
      ImpactVerb,
      WhatIfVerb,
      StatementsVerb,
      EventsVerb,
      DisputesVerb,
      DisputeVerb,
      ImportVerb,
      ExportVerb,
      RestoreVerb,
      RebuildVerb,
      GenerationsVerb,
      ReleaseVerb,
    ];
    return { module: CliModule, providers: [{ provide: Terminal, useValue: terminal }, ...verbs] };
  }
}
