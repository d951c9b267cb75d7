import { GetAdoptionHandler, ListAdoptionsHandler } from './adoptions/get-adoptions.js';
import { RecordAdoptionHandler } from './adoptions/record-adoption.js';
import { CompareDisputeHandler } from './disputes/compare-dispute.js';
import { CompareDisputedExplanationHandler } from './disputes/compare-disputed-explanation.js';
import { GetDisputeHandler } from './disputes/get-dispute.js';
import { GetDisputedOwedHandler } from './disputes/get-disputed-owed.js';
import { GetLapsedRightsHandler } from './disputes/get-lapsed-rights.js';
import { GetOwedHandler } from './disputes/get-owed.js';
import { ListDisputesHandler } from './disputes/list-disputes.js';
import { RecordInDisputeHandler } from './disputes/record-in-dispute.js';
import { ImportFactsHandler } from './import-facts.js';
import { GetImpactHandler } from './impact/get-impact.js';
import { BeginImpactHandler, CancelImpactHandler, GetImpactJobHandler } from './impact/impact-jobs.js';
import { GetIncidentHandler } from './incidents/get-incident.js';
import { ListIncidentsHandler } from './incidents/list-incidents.js';
import { RecordIncidentHandler } from './incidents/record-incident.js';
import { ExplainFigureHandler } from './queries/explain-figure.js';
import { GetArticleHandler } from './queries/get-article.js';
import { GetChangesHandler } from './queries/get-changes.js';
import { GetContractHandler } from './queries/get-contract.js';
import { GetCreditsHandler } from './queries/get-credits.js';
import { GetDeadlinesHandler } from './queries/get-deadlines.js';
import { GetDiscrepanciesHandler } from './queries/get-discrepancies.js';
import { GetEventHandler } from './queries/get-event.js';
import { GetObligationsHandler } from './queries/get-obligations.js';
import { GetPaymentsHandler } from './queries/get-payments.js';
import { GetReadingsHandler } from './queries/get-readings.js';
import { GetRegistersHandler } from './queries/get-registers.js';
import { GetTermsHandler } from './queries/get-terms.js';
import { GetTerminationHandler } from './queries/get-termination.js';
import { GetUsagePermissionHandler } from './queries/get-usage-permission.js';
import { ListContractsHandler } from './queries/list-contracts.js';
import { ListDeadlinesHandler } from './queries/list-deadlines.js';
import { ListEventsHandler } from './queries/list-events.js';
import { ExportObligationsHandler, ListObligationsHandler } from './queries/list-obligations.js';
import { QuoteTerminationHandler } from './queries/quote-termination.js';
import { RecordFactHandler } from './record-fact.js';
import { GetStatementHandler, ListStatementsHandler } from './statements/get-statements.js';
import { MakeStatementHandler } from './statements/make-statement.js';
import { AskWhatIfHandler } from './what-if/ask-what-if.js';
import { CompareExplanationHandler } from './what-if/compare-explanation.js';

/** Everything that answers a message. */
export const handlers = [
  RecordFactHandler,
  ImportFactsHandler,
  RecordIncidentHandler,
  RecordAdoptionHandler,
  GetImpactHandler,
  BeginImpactHandler,
  GetImpactJobHandler,
  CancelImpactHandler,
  GetAdoptionHandler,
  ListAdoptionsHandler,
  GetIncidentHandler,
  ListIncidentsHandler,
  RecordInDisputeHandler,
  GetDisputeHandler,
  ListDisputesHandler,
  CompareDisputeHandler,
  CompareDisputedExplanationHandler,
  GetDisputedOwedHandler,
  GetOwedHandler,
  GetLapsedRightsHandler,
  ExplainFigureHandler,
  GetArticleHandler,
  GetChangesHandler,
  GetContractHandler,
  GetCreditsHandler,
  GetDeadlinesHandler,
  GetDiscrepanciesHandler,
  GetEventHandler,
  GetObligationsHandler,
  GetPaymentsHandler,
  GetReadingsHandler,
  GetRegistersHandler,
  GetTermsHandler,
  GetTerminationHandler,
  GetUsagePermissionHandler,
  ListContractsHandler,
  ListDeadlinesHandler,
  ListObligationsHandler,
  ExportObligationsHandler,
  ListEventsHandler,
  QuoteTerminationHandler,
  MakeStatementHandler,
  GetStatementHandler,
  ListStatementsHandler,
  AskWhatIfHandler,
  CompareExplanationHandler,
] as const;
