import { parseArgs } from 'node:util';
import { isMet, table, type Figure, type Measurement } from './harness.js';
import { measureCluster } from './cluster/measure-cluster.js';
import { measureEmmett } from './emmett/measure-emmett.js';
import { measureEventStoreDb } from './eventstoredb/measure-eventstoredb.js';
import { measureFigures } from './figures/measure-figures.js';
import { measureWhatIf } from './figures/measure-what-if.js';
import { measureHttp } from './http/measure-http.js';
import { measureIncidents } from './incidents/measure-incidents.js';
import { measureRebuild } from './rebuild/measure-rebuild.js';
import { measureStore } from './store/measure-store.js';

/** npm run bench -- [--only store] [--quick] */
const measurements: Readonly<Record<string, Measurement>> = {
  store: measureStore,
  eventstoredb: measureEventStoreDb,
  cluster: measureCluster,
  http: measureHttp,
  figures: measureFigures,
  'what-if': measureWhatIf,
  incidents: measureIncidents,
  rebuild: measureRebuild,
  emmett: measureEmmett,
};

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false } },
});
const unknown = values.only?.find((name) => measurements[name] === undefined);
if (unknown !== undefined) {
  throw new Error(`there is no measurement ${unknown}, only ${Object.keys(measurements).join(', ')}`);
}

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(measurements)) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  const say = (text: string): void => void process.stderr.write(`${name}: ${text}\n`);
  figures.push(...(await measure({ quick: values.quick, say })));
}
process.stdout.write(`${table(figures)}\n`);
if (values.quick) process.stdout.write('A quick run is too short to judge by.\n');
else if (!figures.every(isMet)) process.exitCode = 1;
