import { parentPort, workerData } from 'node:worker_threads';
import type { AmountBasis } from '../../read-model.js';
import { impactOfBases, type ImpactQuestion } from '../impact-of-bases.js';

const compute = impactOfBases(workerData as ImpactQuestion);
parentPort?.on('message', (bases: readonly AmountBasis[]) => parentPort?.postMessage(compute(bases)));
