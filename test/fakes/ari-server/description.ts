// Asterisk's description of its own interface, in the old form that ari-client loads at each connection, made from what was
// generated from the real one. Not here: answering anything else.

import { eventDecoders } from '../../../src/ari/generated/events.generated.ts';
import * as operations from '../../../src/ari/generated/operations.generated.ts';
import type { Place } from '../../../src/ari/operation.ts';

interface Described {
  readonly kind: 'json';
  readonly status: 200;
  readonly json: unknown;
}

/** The answers, by `METHOD /path`, of a server at `url`; `without` are event types that it does not describe. */
export function describeInterface(url: string, without: readonly string[] = []): ReadonlyMap<string, Described> {
  const answers = new Map<string, Described>();
  const answer = (path: string, json: unknown): void =>
    void answers.set(`GET /ari${path}`, { kind: 'json', status: 200, json });
  const resources = new Set(all.map(({ name }) => resourceOf(name)));
  const head = { apiVersion: '10.0.0', swaggerVersion: '1.1', basePath: `${url}/ari` };
  const apis = [...resources].map((resource) => ({ path: `/api-docs/${resource}.{format}`, description: resource }));
  answer('/api-docs/resources.json', { ...head, apis });
  for (const resource of resources) {
    const models = resource === 'events' ? eventModels(without) : {};
    answer(`/api-docs/${resource}.json`, {
      ...head,
      resourcePath: `/api-docs/${resource}`,
      apis: apisOf(resource),
      models,
    });
  }
  return answers;
}

/** The request with which a loading begins. */
export const firstOfLoading = 'GET /ari/api-docs/resources.json';

const all = Object.values(operations).filter((value) => typeof value === 'object' && 'places' in value);

const resourceOf = (name: string): string => name.split('.')[0] ?? '';

const apisOf = (resource: string) =>
  all
    .filter(({ name }) => resourceOf(name) === resource)
    .map(({ name, path, method, places }) => ({
      path,
      description: '',
      operations: [
        {
          httpMethod: method,
          summary: '',
          nickname: name.split('.')[1],
          responseClass: 'object',
          parameters: Object.entries(places).map(([param, place]) => ({
            name: param,
            description: '',
            paramType: typeOf(place),
            dataType: 'string',
          })),
        },
      ],
    }));

const typeOf = (place: Place): string => (place === 'path' || place === 'query' ? place : 'body');

/** One event carries a channel, as the real ones do: the library makes an object of its own of it. */
const eventModels = (without: readonly string[]) =>
  Object.fromEntries(
    Object.keys(eventDecoders)
      .filter((type) => !without.includes(type))
      .map((type) => [
        type,
        { id: type, properties: type === 'ChannelDtmfReceived' ? { channel: { type: 'Channel' } } : {} },
      ]),
  );
