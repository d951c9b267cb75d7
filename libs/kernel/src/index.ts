export * from './assert-never.js';
export * from './brand.js';
export * from './business-days.js';
export * from './civil-calendar.js';
export * from './clock.js';
export * from './exact-yen.js';
export * from './instant.js';
export * from './yen.js';
