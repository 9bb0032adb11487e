// GET / and /assets/:name: the live page's files, from memory. They hold no data, so anybody may have them.

import type { FastifyPluginCallback, FastifyReply } from 'fastify';
import { Refusal } from '../errors.ts';
import type { Site } from '../ports.ts';

/** Only what we serve ourselves, and nobody may put us into a frame. Styles in line: the components set sizes with them. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const indexName = 'index.html';

/** The routes of the page; a page that was not built is said to be missing. */
export const siteRoutes =
  (site: Site): FastifyPluginCallback =>
  (api, _options, done) => {
    const send = (reply: FastifyReply, name: string, caching: string): FastifyReply => {
      const file = site.get(name);
      if (file === undefined) throw new Refusal(name === indexName ? 'pageMissing' : 'routeUnknown');
      return reply
        .headers({
          'cache-control': caching,
          'content-security-policy': policy,
          'cross-origin-opener-policy': 'same-origin',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
        })
        .type(file.type)
        .send(file.bytes);
    };
    const schema = { hide: true };
    api.get('/', { schema }, (_request, reply) => send(reply, indexName, 'no-cache'));
    // The names of assets hold a hash of their content.
    api.get<{ Params: { name: string } }>('/assets/:name', { schema }, ({ params }, reply) =>
      send(reply, `assets/${params.name}`, 'public, max-age=31536000, immutable'),
    );
    done();
  };
