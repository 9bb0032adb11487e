// GET /api/voicemails, GET /api/recordings/:id and its audio, PUT of its marks. Who listens leaves a line in the log; an id
// from outside is looked up in the index, and only what is written there leads to a file.

import type { FastifyReply } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { callId, queueName, recordingId } from '../../base/ids.ts';
import type { Log } from '../../base/log.ts';
import type { IndexedRecording, KeptFile } from '../../recordings/index.ts';
import { byteRange } from '../byte-range.ts';
import {
  type RecordingView,
  callParams,
  markBody,
  markParams,
  recordingList,
  recordingParams,
  recordingQuery,
  recordingView,
  recordingWish,
  voicemailList,
  voicemailQuery,
} from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import { masked } from '../masked.ts';
import type { ControlRoom } from '../ports.ts';

/** The routes of recordings. */
export const recordingRoutes =
  ({ recordings, calls }: ControlRoom, log: Log): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    const { index, shelf } = recordings;
    const found = async (id: string): Promise<IndexedRecording> => {
      const recording = await index.find(recordingId(id));
      if (recording === null) throw new Refusal('recordingUnknown');
      return recording;
    };
    api.get(
      '/voicemails',
      { schema: { querystring: voicemailQuery, response: { 200: voicemailList } } },
      async ({ query }) => {
        const { queue, state, limit, callers } = query;
        const list = await index.voicemails({ queue: queue === undefined ? null : queueName(queue), state, limit });
        if (callers === 'full') log.info('Callers’ numbers were shown in full.', { recordingCount: list.length });
        return { voicemails: list.map((one) => viewOf(one, callers)) };
      },
    );

    const one = { params: recordingParams, querystring: recordingQuery, response: { 200: recordingView } };
    api.get('/recordings/:id', { schema: one }, async ({ params, query }) => {
      const recording = await found(params.id);
      if (query.callers === 'full') log.info('Callers’ numbers were shown in full.', { recordingCount: 1 });
      return viewOf(recording, query.callers);
    });

    api.get('/recordings/:id/audio', { schema: { params: recordingParams } }, async ({ params, headers }, reply) => {
      const { digest, recording } = await found(params.id);
      const file = digest === null ? null : await shelf.open(digest);
      if (digest === null || file === null) throw new Refusal('recordingSilent');
      log.info('A recording is listened to.', { recording, range: headers.range ?? 'whole' });
      return sendFile(reply, { file, digest }, headers.range);
    });

    const ofCall = { params: callParams, querystring: recordingQuery, response: { 200: recordingList } };
    api.get('/calls/:id/recordings', { schema: ofCall }, async ({ params, query }) => {
      const list = await index.ofCall(callId(params.id));
      if (query.callers === 'full') log.info('Callers’ numbers were shown in full.', { recordingCount: list.length });
      return { recordings: list.map((one) => viewOf(one, query.callers)) };
    });

    const wished = { params: callParams, body: recordingWish, response: { 200: recordingWish } };
    api.put('/calls/:id/recording', { schema: wished }, async ({ params, body }) => {
      if ((await calls.record(callId(params.id), body.state)) === 'notRecorded') throw new Refusal('notRecorded');
      return body;
    });

    const marked = { params: markParams, body: markBody, response: { 200: recordingView } };
    api.put('/recordings/:id/:mark', { schema: marked }, async ({ params, body }) => {
      const { id, mark } = params;
      if ((await index.mark(recordingId(id), mark, body.by)) === 'unknown') throw new Refusal('recordingUnknown');
      return viewOf(await found(id), 'masked');
    });
    done();
  };

interface Sent {
  readonly file: KeptFile;
  readonly digest: string;
}

/** What is under a digest never changes, so whoever has it may keep it; nobody in between may. */
function sendFile(reply: FastifyReply, { file, digest }: Sent, asked: string | undefined): FastifyReply {
  const { bytes } = file;
  const range = byteRange(asked, bytes);
  void reply.headers({ 'accept-ranges': 'bytes', 'cache-control': 'private', etag: `"${digest}"` }).type('audio/wav');
  if (range.kind === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${bytes}`).send('');
  }
  if (range.kind === 'whole') return reply.header('content-length', bytes).send(file.read(0, bytes - 1));
  const { from, to } = range;
  void reply.code(206).headers({ 'content-range': `bytes ${from}-${to}/${bytes}`, 'content-length': to - from + 1 });
  return reply.send(file.read(from, to));
}

function viewOf({ recording, caller, ...rest }: IndexedRecording, callers: 'masked' | 'full'): RecordingView {
  return { id: recording, ...rest, caller: callers === 'full' ? caller : masked(caller) };
}
