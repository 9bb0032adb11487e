// A real process that appends is killed with SIGKILL: every sequence that it had acknowledged is there on opening.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { open, temporaryDir } from './support.ts';

const program = join(import.meta.dirname, 'appending-process.ts');

/** Runs the process until it has acknowledged `count` records, kills it, and gives the last it acknowledged. */
async function acknowledgedUntilKill(dir: string, count: number): Promise<number> {
  const child = spawn(process.execPath, [program, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const seen = await readUntil(child, count);
  child.kill('SIGKILL');
  await ended;
  return Math.max(...seen());
}

async function readUntil(child: ChildProcess, count: number): Promise<() => number[]> {
  let text = '';
  const numbers = (): number[] =>
    text
      .slice(0, text.lastIndexOf('\n') + 1)
      .trim()
      .split('\n')
      .map(Number);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (numbers().length >= count) resolve();
    });
    child.once('exit', () => {
      reject(new Error('The appending process ended by itself'));
    });
  });
  return numbers;
}

test('a process is killed three times while it appends: each time all it acknowledged is there, and nothing is out of order', async () => {
  const dir = temporaryDir();
  let before = 0;
  for (const count of [50, 700, 3_000]) {
    const acknowledged = await acknowledgedUntilKill(dir, count);
    const journal = open(dir);
    const { lastSeq, syncedSeq } = journal.status();
    expect(acknowledged).toBeGreaterThanOrEqual(before + count);
    expect(lastSeq).toBeGreaterThanOrEqual(acknowledged);
    expect(syncedSeq).toBe(lastSeq);
    expect(journal.state().get('last')).toBe(lastSeq);
    expect(journal.state().get(`key/${String(lastSeq % 100)}`)).toMatchObject({ seq: lastSeq });
    await journal.close();
    before = lastSeq;
  }
}, 60_000);
