import { conformsToEventStore } from '../conformance/event-store.conformance.js';
import { MemoryEventStore } from './memory-event-store.js';

conformsToEventStore('MemoryEventStore', { open: () => Promise.resolve(new MemoryEventStore()) });
