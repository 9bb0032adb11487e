// Asterisk's call records as they are on disk: lines of 22.10.1, half-written ones, and a file that is turned over.

import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { callNotes, readNote } from '../../src/ari/call-notes.ts';
import type { NotesPlace, UnservedCalls } from '../../src/call/ports.ts';

const second = 1_795_301_362;
const line = (account: string, n: number, caller = '+33612000000'): string =>
  `"${account}","${caller}","+33180001122","PJSIP/trunk-0000000${n}","${second + n}.123456","${second + n}.223456",` +
  `"${second + n}.9",31,31,"ANSWERED","pbx-vm-${second + n}.${n}"\n`;

function notesIn(text: string | null): { readonly file: string; readonly notes: UnservedCalls } {
  const directory = mkdtempSync(join(tmpdir(), 'carillon-notes-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const file = join(directory, 'calls.csv');
  if (text !== null) writeFileSync(file, text);
  return { file, notes: callNotes(file) };
}

/** The legs read after a place, as their counts, to the end of the notes. */
async function legs(
  notes: UnservedCalls,
  from: NotesPlace | null,
): Promise<{ legs: string[]; place: NotesPlace | null }> {
  const found: string[] = [];
  for (let place = from; ;) {
    const read = await notes.read(place);
    found.push(...read.calls.map(({ leg }) => leg.split('.').at(-1) ?? ''));
    place = read.place;
    if (read.rest === 'none') return { legs: found, place };
  }
}

it('a call that heard the fallback is read with its times in milliseconds', () => {
  expect(readNote(line('fallback', 1).trimEnd())).toEqual({
    ...{ leg: `in-pbx-vm-${second + 1}.1`, caller: '+33612000000', called: '+33180001122' },
    ...{ beganAt: (second + 1) * 1_000 + 123, endedAt: (second + 1) * 1_000 + 900 },
  });
});

it.each([
  ['a call that we had', line('inbound', 1).trimEnd(), 'other'],
  ['a line of an agent’s leg', line('', 1).trimEnd(), 'other'],
  ['an empty line', '', 'strange'],
  ['half a line', '"fallback","+336', 'strange'],
  [
    'a time as text',
    line('fallback', 1)
      .replace(`${second + 1}.123456`, '2026-11-21 22:49:22')
      .trimEnd(),
    'strange',
  ],
])('%s is no unserved call', (_what, text, wanted) => {
  expect(readNote(text)).toBe(wanted);
});

it('a caller with quotes and commas in it stays one field; a withheld one is null', () => {
  expect(readNote(line('fallback', 1, 'a""b,c').trimEnd())).toMatchObject({ caller: 'a"b,c', called: '+33180001122' });
  expect(readNote(line('fallback', 1, '').trimEnd())).toMatchObject({ caller: null });
});

it('without a file there are no calls, and once there is one it is read from its beginning', async () => {
  const { file, notes } = notesIn(null);
  expect(await notes.read(null)).toEqual({ calls: [], place: null, rest: 'none', strangeCount: 0 });
  writeFileSync(file, line('fallback', 1));
  expect((await legs(notes, null)).legs).toEqual(['1']);
});

it('each call is read once, whatever came in between, and a line that is being written waits for its end', async () => {
  const { file, notes } = notesIn(line('fallback', 1) + line('inbound', 2) + line('fallback', 3));
  const first = await legs(notes, null);
  expect(first.legs).toEqual(['1', '3']);
  expect((await legs(notes, first.place)).legs).toEqual([]);
  const whole = line('fallback', 4);
  appendFileSync(file, whole.slice(0, 30));
  const half = await legs(notes, first.place);
  expect(half.legs).toEqual([]);
  appendFileSync(file, whole.slice(30));
  expect((await legs(notes, half.place)).legs).toEqual(['4']);
});

it('the place of a call is right after it: reading on from there gives the next one', async () => {
  const { notes } = notesIn(line('fallback', 1) + line('fallback', 2) + line('fallback', 3));
  const { calls } = await notes.read(null);
  expect((await legs(notes, calls[0]?.place ?? null)).legs).toEqual(['2', '3']);
});

it('a file that was turned over is read from its beginning', async () => {
  const { file, notes } = notesIn(line('fallback', 1));
  const { place } = await legs(notes, null);
  renameSync(file, `${file}.1`);
  writeFileSync(file, line('fallback', 2));
  expect((await legs(notes, place)).legs).toEqual(['2']);
});

it('a file that was emptied in place is read from its beginning', async () => {
  const { file, notes } = notesIn(line('fallback', 1) + line('inbound', 2));
  const { place } = await legs(notes, null);
  truncateSync(file, 0);
  appendFileSync(file, line('fallback', 3));
  expect((await legs(notes, place)).legs).toEqual(['3']);
});

it('a copy put in its place counts no call a second time', async () => {
  const old = line('fallback', 1) + line('fallback', 2);
  const { file, notes } = notesIn(old);
  const { place } = await legs(notes, null);
  writeFileSync(`${file}.copy`, old + line('fallback', 3));
  renameSync(`${file}.copy`, file);
  expect((await legs(notes, place)).legs).toEqual(['3']);
});

it('a large file is read in pieces, every call once', async () => {
  const count = 4_000;
  const text = Array.from({ length: count }, (_, n) => line(n % 2 === 0 ? 'fallback' : 'inbound', n)).join('');
  expect(text.length).toBeGreaterThan(2 * 256 * 1024);
  const { legs: found } = await legs(notesIn(text).notes, null);
  expect(found).toEqual(Array.from({ length: count / 2 }, (_, n) => String(n * 2)));
});

it('a line longer than anything of ours is passed over', async () => {
  const { notes } = notesIn(`${'x'.repeat(600 * 1024)}\n${line('fallback', 1)}`);
  expect((await legs(notes, null)).legs).toEqual(['1']);
});
