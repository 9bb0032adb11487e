// GET /api/calls/:id/trace and GET /api/versions/:hash: who may read them, and what they give. Not here: what lines say.

import { describe, expect, it } from 'vitest';
import { callId } from '../../src/base/ids.ts';
import type { CallTraceView } from '../../src/api/contract/index.ts';
import { openSessions } from '../../src/api/sessions.ts';
import { fakeClock } from '../fakes/clock.ts';
import { keptCall } from '../traced.ts';
import { apiOn, memoryRoom, token } from './control-room.ts';

const path = `/api/calls/call-7/trace`;
const bearer = { authorization: `Bearer ${token}` };

async function withCall(version: 'kept' | 'missing' = 'kept') {
  const room = memoryRoom();
  const kept = await keptCall(callId('call-7'), '+33612345678');
  room.traced.all.push(...kept.entries);
  room.record.facts.push(...kept.facts);
  if (version === 'kept') await room.deployments.keepVersion(kept.version, kept.origin);
  const logged: string[] = [];
  const keep = (message: string, fields?: object): void => void logged.push(message + JSON.stringify(fields));
  const { api } = apiOn(room, { info: keep, warn: keep, error: keep });
  const get = async (url: string, headers: object = bearer) => {
    const reply = await api.inject({ method: 'GET', url, headers: { ...headers } });
    return { status: reply.statusCode, text: reply.body, body: JSON.parse(reply.body) as CallTraceView };
  };
  const cookie = openSessions(token, fakeClock(1_000_000)).open('http').split(';')[0];
  return { room, kept, get, logged, cookie };
}

describe('the trace of a call', () => {
  it('is its lines with the caller masked, and leaves a line in the log without the number', async () => {
    const { get, logged } = await withCall();
    const { status, body, text } = await get(path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ call: 'call-7', flow: 'essai', caller: '+33•••••••78', rest: 'none', entries: null });
    expect(body.lines.map(({ what, text: said }) => `${what} ${said}`.trim())).toEqual([
      ...['step debut', 'answer', 'menu principal', 'say choix  "Un ou deux."', 'pressed 2', 'key 2  "Rappel"'],
      ...['step fin', 'track vu(de: "+33•••••••78")', 'hangup', 'left us hangup', 'ended completed flowEnded'],
    ]);
    expect(body.lines.every(({ at, sinceBeginMs }) => at - sinceBeginMs === body.since)).toBe(true);
    expect(text).not.toContain('612345678');
    expect(logged.join()).toContain('The trace of a call was read.');
    expect(logged.join()).not.toContain('612345678');
  });

  it('has its inputs when asked, with another number than the caller’s unless asked for in full', async () => {
    const { get, kept } = await withCall();
    const hidden = await get(`${path}?inputs=whole`);
    expect(hidden.body.entries).toHaveLength(kept.entries.length);
    expect(hidden.text).not.toContain('612345678');
    const full = await get(`${path}?inputs=whole&callers=full`);
    expect(full.body.caller).toBe('+33612345678');
    expect(full.body.entries).toEqual(kept.entries.map(({ journal, seq, at, body }) => ({ journal, seq, at, body })));
  });

  it('of a version that is kept nowhere is its facts', async () => {
    const { get } = await withCall('missing');
    const { body } = await get(path);
    expect(body.rest).toBe('versionMissing');
    expect(body.lines.map(({ what }) => what)).toEqual([
      ...['departs', 'step', 'answer', 'say', 'key', 'step', 'track', 'ended'],
    ]);
  });

  it('that is not kept, or whose id is none, is refused', async () => {
    const { get } = await withCall();
    expect((await get('/api/calls/call-8/trace')).text).toContain('traceUnknown');
    expect((await get('/api/calls/no%20id/trace')).status).toBe(400);
    expect((await get(`${path}?callers=some`)).status).toBe(400);
    expect((await get(`${path}?other=1`)).status).toBe(400);
  });

  it('while the database is down is refused as something to try again', async () => {
    const { get, room } = await withCall();
    room.traced.fault = Object.assign(new Error('down'), { code: 'unreachable', retryable: true });
    expect((await get(path)).status).toBe(503);
  });

  it('opens to the token, and to a session of the page masked and without its inputs; to nobody else', async () => {
    const { get, cookie } = await withCall();
    expect((await get(path, {})).status).toBe(401);
    const session = { cookie };
    expect((await get(path, session)).status).toBe(200);
    expect((await get(`${path}?callers=full`, session)).status).toBe(401);
    expect((await get(`${path}?inputs=whole`, session)).status).toBe(401);
    expect((await get('/api/calls/call-7', session)).status).toBe(401);
  });
});

describe('a version', () => {
  it('is given as it was compiled, and one that is not there is refused', async () => {
    const { get, kept } = await withCall();
    const { text } = await get(`/api/versions/${kept.version.hash}`);
    expect(JSON.parse((JSON.parse(text) as { program: string }).program)).toEqual(kept.version.program);
    expect((await get(`/api/versions/${'0'.repeat(64)}`)).text).toContain('versionUnknown');
    expect((await get('/api/versions/some')).status).toBe(400);
  });
});
