// The thread that sends and receives the sound of many legs at once and counts the gaps between packets. It decodes nothing
// and keeps no packet, so that observing a hundred legs costs a part of a processor. Started by leg-media.ts.

import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { gapClass } from './leg-protocol.ts';
import type { LegCommand, LegGaps, LegReport } from './leg-protocol.ts';

const frameMs = 20;
const frameSamples = 160;

/** Legs are sent to in this many turns per frame, so that packets do not leave in one burst. */
const turnCount = 4;
const tickMs = frameMs / turnCount;

/** A tick that comes later than this is a stall of ours: packets may have waited unread for as long. */
const stallMinMs = 5;

/** Stalls are looked back at for as long as a gap may be. */
const stallKeptMs = gapClass.ms * gapClass.count;

interface Leg {
  readonly socket: Socket;
  readonly packet: Buffer;
  to: { readonly host: string; readonly port: number } | null;
  sending: 'on' | 'paused';
  seq: number;
  timestamp: number;
  lastAt: number | null;
  gaps: Gaps;
}

interface Gaps {
  packetCount: number;
  longestMs: number;
  longestRawMs: number;
  readonly classes: Map<number, number>;
}

const legs = new Map<number, Leg>();
let recent: { readonly from: number; readonly to: number }[] = [];
let stalls: number[] = [];
let lastTickAt = performance.now();
const startedAt = lastTickAt;
let tickCount = 0;

try {
  // On a busy machine the one who measures goes first.
  setPriority(-10);
} catch (fault) {
  if (!(fault instanceof Error && 'code' in fault && fault.code === 'ERR_SYSTEM_ERROR')) throw fault;
}
parentPort?.on('message', obey);
schedule();

function obey(command: LegCommand): void {
  if (command.kind === 'open') return open(command.leg, command.host);
  if (command.kind === 'begin') return begin();
  if (command.kind === 'report') return report({ kind: 'gaps', legs: [...legs].map(gapsOf), stalls });
  const leg = legs.get(command.leg);
  if (leg === undefined) return;
  if (command.kind === 'target') leg.to = { host: command.host, port: command.port };
  else if (command.kind === 'sending') leg.sending = command.sending;
  else {
    leg.socket.close();
    legs.delete(command.leg);
    report({ kind: 'closed', leg: command.leg });
  }
}

function open(id: number, host: string): void {
  const socket = createSocket('udp4');
  socket.on('error', (fault) => report({ kind: 'failed', leg: id, what: fault.message }));
  socket.bind(0, host, () => {
    const packet = Buffer.alloc(12 + frameSamples, 0xd5);
    packet[0] = 0x80;
    packet[1] = 8;
    packet.writeUInt32BE(id, 8);
    const leg: Leg = { socket, packet, to: null, sending: 'on', seq: 0, timestamp: 0, lastAt: null, gaps: noGaps() };
    legs.set(id, leg);
    socket.on('message', (bytes) => heard(leg, bytes));
    report({ kind: 'opened', leg: id, port: socket.address().port });
  });
}

const noGaps = (): Gaps => ({ packetCount: 0, longestMs: 0, longestRawMs: 0, classes: new Map() });

function begin(): void {
  stalls = [];
  const now = performance.now();
  for (const leg of legs.values()) {
    leg.gaps = noGaps();
    leg.lastAt = now;
  }
}

function heard(leg: Leg, bytes: Buffer): void {
  const type = (bytes[1] ?? 0) & 0x7f;
  if (bytes.length < 12 || (type !== 8 && type !== 0)) return;
  const now = performance.now();
  const before = leg.lastAt;
  leg.lastAt = now;
  if (before !== null) note(leg.gaps, before, now);
}

function note(gaps: Gaps, from: number, to: number): void {
  const raw = to - from;
  const own = recent.reduce((sum, stall) => sum + Math.max(0, Math.min(stall.to, to) - Math.max(stall.from, from)), 0);
  const gapMs = raw - own;
  const index = Math.min(gapClass.count - 1, Math.floor(gapMs / gapClass.ms));
  gaps.packetCount += 1;
  gaps.longestMs = Math.max(gaps.longestMs, gapMs);
  gaps.longestRawMs = Math.max(gaps.longestRawMs, raw);
  gaps.classes.set(index, (gaps.classes.get(index) ?? 0) + 1);
}

/** A leg that has fallen silent shows as one long gap. */
function gapsOf([id, { gaps, lastAt }]: [number, Leg]): LegGaps {
  if (lastAt !== null && performance.now() - lastAt > 2 * frameMs) note(gaps, lastAt, performance.now());
  return { leg: id, ...gaps, classes: [...gaps.classes] };
}

function schedule(): void {
  const dueAt = startedAt + tickCount * tickMs;
  setTimeout(tick, Math.max(0, dueAt - performance.now()));
}

function tick(): void {
  const now = performance.now();
  const lateMs = now - lastTickAt - tickMs;
  if (lateMs > stallMinMs) {
    stalls.push(lateMs);
    recent.push({ from: lastTickAt + tickMs, to: now });
  }
  if (recent[0] !== undefined && recent[0].to < now - stallKeptMs)
    recent = recent.filter((one) => one.to >= now - stallKeptMs);
  lastTickAt = now;
  // What is more than a frame late is left out, as a sound card would.
  const due = Math.floor((now - startedAt) / tickMs);
  if (due - tickCount > turnCount) tickCount = due - turnCount;
  for (; tickCount <= due; tickCount += 1) send(tickCount % turnCount);
  schedule();
}

function send(turn: number): void {
  for (const [id, leg] of legs) {
    if (id % turnCount !== turn || leg.to === null || leg.sending === 'paused') continue;
    leg.packet.writeUInt16BE(leg.seq, 2);
    leg.packet.writeUInt32BE(leg.timestamp, 4);
    leg.seq = (leg.seq + 1) & 0xffff;
    leg.timestamp = (leg.timestamp + frameSamples) >>> 0;
    leg.socket.send(leg.packet, leg.to.port, leg.to.host);
  }
}

function report(what: LegReport): void {
  parentPort?.postMessage(what);
}
