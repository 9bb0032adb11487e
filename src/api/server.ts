// The HTTP interface put together. Building and listening are two things: tests build and inject, main.ts listens.
// Not here: what any route does.

import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { docsPath, guard } from './auth.ts';
import { Refusal, refuseWith } from './errors.ts';
import { type Broadcaster, liveLimits, liveRoute } from './live/index.ts';
import type { ControlRoom, Site } from './ports.ts';
import { agentRoutes } from './routes/agents.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { callRoutes } from './routes/calls.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { deploymentRoutes } from './routes/deployments.ts';
import { healthRoutes } from './routes/health.ts';
import { metricRoutes } from './routes/metrics.ts';
import { numberRoutes } from './routes/numbers.ts';
import { queueRoutes } from './routes/queues.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { scriptRoutes } from './routes/scripts.ts';
import { sessionRoutes } from './routes/session.ts';
import { siteRoutes } from './routes/site.ts';
import { traceRoutes } from './routes/traces.ts';
import { openSessions } from './sessions.ts';

/** The largest body in bytes: everything we take is a handful of fields. */
const bodyBytesMax = 64 * 1024;
/** How long a client may take to send its request, in milliseconds. */
const requestMsMax = 10_000;

export interface ApiOptions {
  /** What a client must send as its Bearer token. */
  readonly token: string;
  readonly log: Log;
  /** The realm of the telephone system's challenges, over which phones' digests are computed. */
  readonly realm: string;
  readonly clock: Clock;
  readonly page: PageOptions;
}

/** The live page: its files, its stream, and the addresses under which browsers may have it (RFC 6454 origins). */
export interface PageOptions {
  readonly site: Site;
  readonly broadcaster: Broadcaster;
  readonly origins: readonly string[];
}

/** The interface, ready to `listen` or to be injected into. Open to all: health, the description of the interface, and the live page without its data. */
export function buildApi(room: ControlRoom, { token, log, realm, clock, page }: ApiOptions): FastifyInstance {
  const sessions = openSessions(token, clock);
  const origins = new Set(page.origins);
  const app = Fastify({ logger: false, bodyLimit: bodyBytesMax, requestTimeout: requestMsMax });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(refuseWith(log));
  app.setNotFoundHandler(() => {
    throw new Refusal('routeUnknown');
  });
  void app.register(websocket, { options: { maxPayload: liveLimits.requestBytesMax } });
  // After the plugin's own: it must know of an upgrade before we refuse it, or the refused socket stays open for ever.
  void app.after(() => app.addHook('onRequest', guard(sessions, origins)));
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    if (method !== 'GET') log.info('A request was answered.', { method, route, status: reply.statusCode });
    done();
  });
  void app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Carillon', version: '1' }, security: [{ token: [] }], components },
    transform: jsonSchemaTransform,
  });
  void app.register(swaggerUi, { routePrefix: docsPath, staticCSP: true, uiConfig: pageSettings });
  void app.register(healthRoutes(room));
  void app.register(metricRoutes(room));
  void app.register(siteRoutes(page.site));
  void app.register(sessionRoutes(sessions, origins, log));
  void app.register(liveRoute({ clock, sessions, broadcaster: page.broadcaster }));
  const routes = [
    ...[queueRoutes(room), agentRoutes(room, realm), callRoutes(room, log), conversationRoutes(room)],
    ...[callbackRoutes(room), scriptRoutes(room), traceRoutes(room, log)],
    ...[recordingRoutes(room, log), numberRoutes(room), deploymentRoutes(room)],
  ];
  for (const route of routes) void app.register(route, { prefix: '/api' });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  return app;
}

/** The page asks nobody else: without this it would show the description to a validator on the internet. */
const pageSettings = { validatorUrl: null, docExpansion: 'list', tryItOutEnabled: true } as const;

const components = { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } as const;
