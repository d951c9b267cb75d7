import { conformsToBesideStore } from './conformance/beside-store.conformance.js';
import { MemoryBesideStore } from './beside-store.js';

conformsToBesideStore('MemoryBesideStore', () => Promise.resolve(new MemoryBesideStore()));
