import type { NewEvent } from '@ledger/event-store';
import { personalDataOf, type RecordedContractEvent } from '@ledger/contract';
import { canonicalJson } from './canonical-json.js';
import { writeMetadata, type Metadata } from './metadata.js';
import { seal } from './personal-data.js';
import type { Request } from './request.js';

/** Who records, and why. */
interface Recorder extends Pick<Request, 'keyed'> {
  readonly envelope: Pick<Request['envelope'], 'who' | 'requestId'>;
}

/** The events as the log keeps them: canonical JSON, with personal data beside. */
export const writeEvents = (drafts: readonly RecordedContractEvent[], request: Recorder): readonly NewEvent[] =>
  drafts.map((draft) => {
    const { data, beside } = seal(draft.data, personalDataOf(draft));
    const metadata = writeMetadata(metadataOf(draft, request));
    return { id: draft.eventId, type: draft.type, data: canonicalJson(data), metadata, beside };
  });

export const metadataOf = (
  { recordedAt }: RecordedContractEvent,
  { envelope: { who, requestId }, keyed }: Recorder,
): Metadata => ({ recordedAt, who, requestId, idempotency: keyed });
