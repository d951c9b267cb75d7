export * from './common-settings.js';
export { complaintAbout } from './complaint.js';
export * from './environment.js';
export { createLogger } from './logger.js';
<<<<<<< HEAD
export { openDeliveryStore } from './open-delivery-store.js';
export { openEventStore, type LogSettings } from './open-event-store.js';
=======
export { openBesideStore, openEventStore, type LogSettings } from './open-event-store.js';
>>>>>>> 1862c76 (Mirror an EventStoreDB in the projector; keep values beside it in PostgreSQL; carry incidents and deliver webhooks from the leader)
export { nestLog } from './nest-log.js';
