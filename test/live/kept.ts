// What was kept of a call, as the HTTP interface gives it: rows, and the tones in each channel of a file.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { RecordingView } from '../../src/api/contract/index.ts';
import { type ToneRun, findTones } from './audio/index.ts';
import type { Centre } from './centre.ts';
import { until } from './until.ts';

/** The messages of queue `essai` that are not handled, once there are more than `before`. */
export async function newMessage(centre: Centre, before: readonly RecordingView[]): Promise<RecordingView> {
  const known = new Set(before.map(({ id }) => id));
  const fresh = async () => (await messages(centre)).find(({ id }) => !known.has(id));
  return until(fresh, { withinMs: 10_000, what: 'the message to be in the list', everyMs: 100 });
}

export const messages = async (centre: Centre): Promise<readonly RecordingView[]> =>
  (await centre.api<{ voicemails: RecordingView[] }>('GET', '/api/voicemails?queue=essai')).voicemails;

/** The bytes of a recording, or of a part of it. */
export async function audioOf(centre: Centre, id: string, range?: string): Promise<{ status: number; bytes: Buffer }> {
  const token = readFileSync(process.env['CARILLON_API_TOKEN_FILE'] ?? '', 'utf8').trim();
  const headers = { authorization: `Bearer ${token}`, ...(range === undefined ? {} : { range }) };
  const answer = await fetch(`${centre.base}/api/recordings/${id}/audio`, { headers });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** The samples of each channel. */
export function channelsOf(file: Buffer): Int16Array[] {
  expect([file.toString('latin1', 0, 4), file.toString('latin1', 36, 40)]).toEqual(['RIFF', 'data']);
  const channelCount = file.readUInt16LE(22);
  const length = Math.floor((file.length - 44) / 2 / channelCount);
  return Array.from({ length: channelCount }, (_, channel) =>
    new Int16Array(length).map((_one, index) => file.readInt16LE(44 + (index * channelCount + channel) * 2)),
  );
}

/** The tones of each channel of a recording. */
export async function tonesIn(
  centre: Centre,
  id: string,
  candidatesHz: readonly number[],
): Promise<readonly (readonly ToneRun[])[]> {
  const { status, bytes } = await audioOf(centre, id);
  expect(status).toBe(200);
  return channelsOf(bytes).map((samples) => findTones(samples, candidatesHz, { minMs: 200 }));
}

/** How long a tone lasts in all, in milliseconds. */
export const lengthOf = (runs: readonly ToneRun[] | undefined, frequencyHz: number): number =>
  (runs ?? []).filter((run) => run.frequencyHz === frequencyHz).reduce((sum, { lengthMs }) => sum + lengthMs, 0);
