export * from './common-settings.js';
export { complaintAbout } from './complaint.js';
export * from './environment.js';
export { createLogger } from './logger.js';
export { openDeliveryStore } from './open-delivery-store.js';
export { embeddedLogOf, openBesideStore, openEventStore, type LogSettings } from './open-event-store.js';
export { liveListIn, openGenerations } from './open-generations.js';
export { nestLog } from './nest-log.js';
