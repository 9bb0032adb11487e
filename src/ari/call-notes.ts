// The calls that found no controller, as Asterisk's call records (cdr_custom.conf) tell: a file that grows by a line for
// every call and that others may turn over. Not here: what becomes of such a call.

import { type FileHandle, open } from 'node:fs/promises';
import type { NotesPlace, UnservedCall, UnservedCalls, UnservedRead } from '../call/ports.ts';
import { legOf } from './leg-ids.ts';
import { noteBytesMax } from './limits.ts';

/** Reads the file of call records; a file that is not there has no calls. */
export const callNotes = (path: string): UnservedCalls => ({
  read: async (after) => {
    const file = await openIfThere(path);
    if (file === null) return { calls: [], place: after, rest: 'none', strangeCount: 0 };
    try {
      return await readOn(file, after);
    } finally {
      await file.close();
    }
  },
});

async function readOn(file: FileHandle, after: NotesPlace | null): Promise<UnservedRead> {
  const { dev, ino, size } = await file.stat();
  const name = `${dev}:${ino}`;
  // Another file, or the same one emptied: from its beginning, without what was read before it was copied or restored.
  const begin = after?.file === name && after.offset <= size ? after.offset : 0;
  const sinceAt = begin === 0 ? (after?.endedAt ?? 0) : 0;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(noteBytesMax), 0, noteBytesMax, begin);
  const piece = buffer.subarray(0, bytesRead);
  const lines = linesOf(piece);
  let place: NotesPlace = { file: name, offset: begin, endedAt: after?.endedAt ?? 0 };
  let strangeCount = 0;
  const calls: UnservedCall[] = [];
  for (const { text, end } of lines) {
    const note = readNote(text);
    if (note === 'strange') strangeCount += 1;
    const endedAt = typeof note === 'string' ? place.endedAt : Math.max(place.endedAt, note.endedAt);
    place = { file: name, offset: begin + end, endedAt };
    if (typeof note !== 'string' && note.endedAt > sinceAt) calls.push({ ...note, place });
  }
  const rest = begin + bytesRead < size && lines.length > 0 ? 'more' : 'none';
  return { calls, place, rest, strangeCount };
}

/** Whole lines with the offset after each; what has no end yet is being written. */
function linesOf(piece: Buffer): { readonly text: string; readonly end: number }[] {
  const lines: { text: string; end: number }[] = [];
  for (let from = 0, end = piece.indexOf(10); end !== -1; from = end + 1, end = piece.indexOf(10, from))
    lines.push({ text: piece.toString('utf8', from, end), end: end + 1 });
  // A line that fills a whole piece is none of ours: past it, or nothing after it would ever be read.
  return lines.length === 0 && piece.length === noteBytesMax ? [{ text: '', end: piece.length }] : lines;
}

type Note = Omit<UnservedCall, 'place'>;

/** One line; `other`: of a call that a controller had. The fields are those of cdr_custom.conf, in its order. */
export function readNote(line: string): Note | 'other' | 'strange' {
  const fields = Array.from(line.matchAll(/("(?:[^"]|"")*"|[^",]*)(?:,|\r?$)/g), ([, field = '']) => unquoted(field));
  const [account, caller = '', called = '', , start, , end, , , , channel] = fields;
  if (channel === undefined) return 'strange';
  if (account !== 'fallback') return 'other';
  const [beganAt, endedAt] = [instantOf(start), instantOf(end)];
  if (beganAt === null || endedAt === null) return 'strange';
  return { leg: legOf(channel), caller: caller === '' ? null : caller, called, beganAt, endedAt };
}

const unquoted = (field: string): string => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);

/** Seconds since 1970 with their fraction, as CDR(start,u) gives them. */
const instantOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{9,11}\.\d{1,6}$/.test(text) ? Math.round(Number(text) * 1_000) : null;

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
    throw fault;
  }
}
