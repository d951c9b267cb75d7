import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { ApiModule, type ApiOptions } from './api.module.js';
import { TokenKeeper, type NamedToken } from './http/authentication.js';
import { createHttpApp } from './http/http-app.js';

export interface AppOptions extends ApiOptions {
  readonly tokens: readonly NamedToken[];
  readonly logger: Logger;
}

/**
 * The server, its log open and owned, ready to listen.
 * @throws what the event store says where the log cannot be opened
 */
export const createApp = ({ tokens, logger, ...options }: AppOptions): Promise<NestFastifyApplication> =>
  createHttpApp(ApiModule.with(options), { tokens: new TokenKeeper(tokens), logger });
