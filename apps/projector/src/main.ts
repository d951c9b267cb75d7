import { assertNode } from './settings/node-version.js';

// Before anything is imported that an older Node does not even know.
assertNode(process.versions.node);
const { boot } = await import('./boot.js');
await boot(process.env);
