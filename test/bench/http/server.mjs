/**
 * The server as it is shipped, in a process of its own, with routes beside its own that do everything but record.
 *
 *     server.mjs <data directory> <token>
 *
 * It is plain JavaScript, since a Node that reads TypeScript needs more memory than one that does not.
 */
import { Body, Controller, Post } from '@nestjs/common';

const built = (path) => import(new URL(`../../../dist/${path}`, import.meta.url));
const { createApp } = await built('apps/api/src/app.js');
const { answered } = await built('apps/api/src/contracts/recorder.js');
const { ChangeRequest, NoticeRequest } = await built('apps/api/src/contracts/life.requests.js');
const { PaymentRequest } = await built('apps/api/src/contracts/money.requests.js');
const { OutageRequest } = await built('apps/api/src/contracts/outages.requests.js');
const { Incoming } = await built('apps/api/src/http/incoming.js');
const { createLogger } = await built('libs/hosting/src/index.js');
const { Streams } = await built('libs/application/src/index.js');

const recorded = {
  contractId: 'c-00000000',
  revision: 20,
  position: '2000000',
  events: [{ id: '6f1f34a2-8c5b-4a51-9d0e-2f5c7b1f0c11', type: 'PaymentReceived', revision: 20 }],
};

/**
 * The same token, ids, headers and body are asked for and checked, and the answer has the same form: what a command costs beyond this
 * is what the ledger costs. Decorators are called here, since JavaScript knows none yet.
 */
const noOp = (path, request) => {
  class NoOpController {
    accept(incoming) {
      return answered(incoming.reply, { recorded, replayed: false });
    }
  }
  const { prototype } = NoOpController;
  Reflect.defineMetadata('design:paramtypes', [Object, request], prototype, 'accept');
  Incoming()(prototype, 'accept', 0);
  Body()(prototype, 'accept', 1);
  Post(path)(prototype, 'accept', Object.getOwnPropertyDescriptor(prototype, 'accept'));
  Controller('v1/no-op/:contractId')(NoOpController);
  return NoOpController;
};

const [dataDirectory, token] = process.argv.slice(2);
const app = await createApp({
  dataDirectory,
  tokens: [{ name: 'bench', token }],
  logger: createLogger('info'), // as by default
  controllers: [
    noOp('payments', PaymentRequest),
    noOp('notices', NoticeRequest),
    noOp('changes', ChangeRequest),
    noOp('outages', OutageRequest),
  ],
});
await app.listen(0, '127.0.0.1');

const streams = app.get(Streams, { strict: false });
const requests = {
  forget: (contractIds) => contractIds.forEach((contractId) => streams.forget(contractId)),
  memory: () => process.memoryUsage.rss(),
  stop: () => app.close().then(() => process.disconnect()),
};
process.on('message', async ([name, argument]) => {
  const answer = await requests[name](argument);
  if (process.connected) process.send({ answer });
});
process.on('disconnect', () => process.exit());
process.send({ answer: app.getHttpServer().address().port });
