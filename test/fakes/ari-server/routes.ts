// Asterisk's interface on the switchboard of the fake: which request does what, and which status says why not.
// Not here: the wire (server.ts).

import { bridgeJson } from './json.ts';
import type { Channel, Switchboard } from './switchboard.ts';

export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  /** Instead of JSON. */
  readonly bytes?: Uint8Array;
}

export interface Request {
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

type Handler = (board: Switchboard, request: Request) => Reply | Promise<Reply>;

const done: Reply = { status: 204 };
const refused = (status: number, message: string): Reply => ({ status, json: { message } });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : text(value).split(','));
const modules = ['chan_bridge_media.so', 'res_ari.so', 'res_pjsip.so', 'res_stasis.so'];

/** `METHOD /path`, with `*` for each id, without the leading `/ari`. */
export const routes: Readonly<Record<string, Handler>> = {
  'GET /applications/*': (board) => ({ status: 200, json: board.application() }),
  'PUT /applications/*/eventFilter': (board) => ({ status: 200, json: board.application() }),
  'GET /channels': (board) => ({ status: 200, json: [...board.channels.values()].map((one) => board.json(one)) }),
  'POST /channels/create': (board, { body }) => create(board, body),
  'GET /channels/*': onChannel((board, channel) => ({ status: 200, json: board.json(channel) })),
  'DELETE /channels/*': onChannel((board, channel, { query }) => {
    board.hangUp(channel.id, Number(query.get('reason_code') ?? 16), undefined, 'interface');
    return done;
  }),
  'POST /channels/*/answer': onFreeChannel((board, channel) => {
    board.answer(channel);
    return done;
  }),
  'POST /channels/*/mute': onChannel((_board, channel, { body }) => {
    if (body['direction'] === 'in') channel.voice = 'muted';
    return done;
  }),
  'DELETE /channels/*/mute': onChannel((_board, channel, { query }) => {
    if (query.get('direction') === 'in') channel.voice = 'open';
    return done;
  }),
  'POST /channels/*/dial': onChannel((board, channel, { body }) => {
    board.dial(channel, Number(body['timeout'] ?? 0) * 1_000);
    return done;
  }),
  'POST /channels/*/play': onChannel((board, channel, { body }) => ({
    status: 201,
    json: board.playbacks.play(channel.id, text(body['playbackId']), texts(body['media'])),
  })),
  'GET /channels/*/variable': onChannel((_board, channel, { query }) => {
    const value = channel.variables.get(query.get('variable') ?? '');
    return value === undefined ? refused(404, 'Provided variable was not found') : { status: 200, json: { value } };
  }),
  'POST /channels/*/variable': onFreeChannel((_board, channel, { body }) => {
    channel.variables.set(text(body['variable']), text(body['value']));
    return done;
  }),

  'GET /playbacks/*': (board, { ids: [id = ''] }) => {
    const playback = board.playbacks.find(id);
    return playback === null ? refused(404, 'Playback not found') : { status: 200, json: playback };
  },
  'DELETE /playbacks/*': (board, { ids: [id = ''] }) =>
    board.playbacks.stop(id) ? done : refused(404, 'Playback not found'),

  'POST /channels/*/record': onChannel((board, channel, { body }) => {
    const silenceMs = Number(body['maxSilenceSeconds'] ?? 0) * 1_000;
    const asked = { channel: channel.id, maxMs: Number(body['maxDurationSeconds'] ?? 0) * 1_000, silenceMs };
    const place = [...board.bridges.values()].some(({ channels }) => channels.has(channel.id)) ? 'bridge' : 'alone';
    const json = board.recordings.record(text(body['name']), asked, place);
    return json === null ? refused(409, 'Recording already exists') : { status: 201, json };
  }),
  'POST /channels/*/snoop/*': onChannel((board, channel, { ids: [, id = ''], body }) =>
    board.channels.has(id)
      ? refused(500, 'Snoop channel could not be created')
      : { status: 200, json: board.json(board.snoop(id, channel, text(body['appArgs']))) },
  ),
  'GET /recordings/live/*': (board, { ids: [name = ''] }) => {
    const json = board.recordings.live(name);
    return json === null ? refused(404, 'Recording not found') : { status: 200, json };
  },
  'POST /recordings/live/*/stop': (board, { ids: [name = ''] }) => {
    const outcome = board.recordings.stop(name);
    return outcome === 'gone' ? refused(404, 'Recording not found') : done;
  },
  'GET /recordings/stored/*': (board, { ids: [name = ''] }) =>
    board.recordings.stored.has(name)
      ? { status: 200, json: { name, format: 'wav' } }
      : refused(404, 'Recording not found'),
  'GET /recordings/stored/*/file': (board, { ids: [name = ''] }) => {
    const bytes = board.recordings.stored.get(name);
    return bytes === undefined ? refused(404, 'Recording not found') : { status: 200, bytes };
  },
  'DELETE /recordings/stored/*': (board, { ids: [name = ''] }) =>
    board.recordings.stored.delete(name) ? done : refused(404, 'Recording not found'),

  'GET /bridges': (board) => ({ status: 200, json: [...board.bridges.keys()].map((id) => board.bridge(id)) }),
  'GET /bridges/*': (board, { ids: [id = ''] }) => {
    const bridge = board.bridge(id);
    return bridge === null ? refused(404, 'Bridge not found') : { status: 200, json: bridge };
  },
  'POST /bridges/*': (board, { ids: [id = ''], body }) => {
    if (board.bridges.has(id)) return refused(409, 'Bridge with the same id already exists');
    const [type, name] = [text(body['type']), text(body['name'])];
    board.bridges.set(id, { type, name, channels: new Set() });
    return { status: 200, json: bridgeJson(id, type, name, []) };
  },
  'DELETE /bridges/*': (board, { ids: [id = ''] }) =>
    board.bridges.delete(id) ? done : refused(404, 'Bridge not found'),
  'POST /bridges/*/addChannel': (board, request) => move(board, request, 'add'),
  'POST /bridges/*/removeChannel': (board, request) => move(board, request, 'remove'),
  'POST /bridges/*/moh': (board, { ids: [id = ''] }) =>
    board.bridges.has(id) ? done : refused(404, 'Bridge not found'),
  'DELETE /bridges/*/moh': (board, { ids: [id = ''] }) =>
    board.bridges.has(id) ? done : refused(404, 'Bridge not found'),

  'PUT /asterisk/config/dynamic/*/*/*': (board, { ids: [, type = '', id = ''], body }) => {
    board.objects.set(`${type}/${id}`, body);
    return { status: 200, json: body['fields'] ?? [] };
  },
  'DELETE /asterisk/config/dynamic/*/*/*': (board, { ids: [, type = '', id = ''] }) => {
    if (type === 'aor') board.contacts.delete(id);
    return board.objects.delete(`${type}/${id}`) ? done : refused(404, 'Not found');
  },
  'GET /asterisk/info': () => ({ status: 200, json: { system: { version: '22.10.1', entity_id: 'fake' } } }),
  'GET /asterisk/modules': () => ({
    status: 200,
    json: modules.map((name) => ({ name, description: '', use_count: 0, status: 'Running', support_level: 'core' })),
  }),
  'PUT /asterisk/modules/*': (_board, { ids: [id = ''] }) =>
    modules.includes(id) ? done : refused(404, 'Module not found'),
};

/** The route of a request and the ids in its path; null for an unknown one. */
export function routeOf(
  method: string,
  path: string,
): { readonly name: string; readonly ids: readonly string[] } | null {
  const parts = path.split('/').filter((part) => part !== '');
  for (const name of Object.keys(routes)) {
    const [verb, pattern = ''] = name.split(' ');
    const wanted = pattern.split('/').filter((part) => part !== '');
    if (verb !== method || wanted.length !== parts.length) continue;
    if (wanted.every((part, index) => part === '*' || part === parts[index]))
      return { name, ids: parts.filter((_, index) => wanted[index] === '*').map(decodeURIComponent) };
  }
  return null;
}

type ChannelHandler = (board: Switchboard, channel: Channel, request: Request) => Reply;

function onChannel(handle: ChannelHandler): Handler {
  return (board, request) => {
    const channel = board.channels.get(request.ids[0] ?? '');
    return channel === undefined ? refused(404, 'Channel not found') : handle(board, channel, request);
  };
}

/** These wait for the channel's thread, which a prompt outside of a bridge holds until its end. */
function onFreeChannel(handle: ChannelHandler): Handler {
  return async (board, request) => {
    await board.free(request.ids[0] ?? '');
    return onChannel(handle)(board, request);
  };
}

/** An unknown phone or trunk is an error of the server's; one without address conflicts, as does an id in use. */
function create(board: Switchboard, body: Request['body']): Reply {
  const [called = '', trunk] = text(body['endpoint'])
    .replace(/^PJSIP\//, '')
    .split('@');
  const endpoint = trunk ?? called;
  const id = text(body['channelId']);
  if (!board.objects.has(`endpoint/${endpoint}`)) return refused(500, 'Allocation failed');
  if (board.channels.has(id) || (trunk === undefined && !board.contacts.has(endpoint)))
    return refused(409, 'Channel with given unique ID already exists');
  const channel = board.create(id, { called, endpoint, appArgs: text(body['appArgs']) });
  for (const [name, value] of Object.entries(body['variables'] ?? {})) channel.variables.set(name, text(value));
  return { status: 200, json: board.json(channel) };
}

async function move(board: Switchboard, { ids: [id = ''], body }: Request, what: 'add' | 'remove'): Promise<Reply> {
  const [channel = ''] = texts(body['channel']);
  if (!board.bridges.has(id)) return refused(404, 'Bridge not found');
  if (!board.channels.has(channel)) return refused(400, 'Channel not found');
  await board.free(channel);
  const bridge = board.bridges.get(id);
  if (bridge === undefined) return refused(404, 'Bridge not found');
  if (!board.channels.has(channel)) return refused(400, 'Channel not found');
  if (what === 'remove') return bridge.channels.delete(channel) ? done : refused(422, 'Channel not in this bridge');
  board.join(bridge, channel);
  return done;
}
