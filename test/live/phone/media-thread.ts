// The thread that sends and receives RTP for one phone, apart from the test's own event loop: what Vitest, imports
// and garbage do there neither delays our packets nor the note of when theirs arrived. Started by media.ts.
// Not here: what the packets sound like. Kernel receive timestamps are out of Node's reach, hence the stall records.

import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { sharedNow } from './media-protocol.ts';
import type { ArrivedPacket, MediaCommand, MediaReport, RtpTarget, Stall, StreamId } from './media-protocol.ts';
import { parseRtp } from './rtp-packet.ts';
import { RtpSender } from './rtp-send.ts';

/** How often this thread proves to itself that it runs. */
const tickMs = 10;

/** A tick that comes later than this is a stall: packets may have waited unread for as long. */
const stallMinMs = 5;

/** Every second tick what arrived is reported. */
const ticksPerReport = 2;

/** Of the range from -20 (first) to 19; Linux keeps it per thread. */
const preferred = -10;

interface Stream {
  readonly socket: Socket;
  readonly sender: RtpSender;
  target: RtpTarget | undefined;
  arrived: ArrivedPacket[];
}

const streams = new Map<StreamId, Stream>();
let stalls: Stall[] = [];
let lastTickAt = sharedNow();
let readUntil = lastTickAt;
let tickCount = 0;

preferThisThread();
parentPort?.on('message', (command: MediaCommand) => {
  obey(command);
});
setInterval(tick, tickMs);

/** On a busy machine the one who measures goes first; who may not ask for that measures with more stalls. */
function preferThisThread(): void {
  try {
    setPriority(preferred);
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ERR_SYSTEM_ERROR')) throw fault;
  }
}

function obey(command: MediaCommand): void {
  if (command.kind === 'open') {
    open(command.stream, command.host);
    return;
  }
  const stream = streams.get(command.stream);
  if (stream === undefined) return;
  switch (command.kind) {
    case 'target':
      stream.target = command.target;
      stream.sender.aim(command.target);
      return;
    case 'say':
      stream.sender.say(command.sound);
      return;
    case 'sending':
      stream.sender.setSending(command.sending);
      return;
    case 'press':
      stream.sender.press(command.keys, (keys) => {
        report({ kind: 'pressed', stream: command.stream, press: command.press, keys });
      });
      return;
    case 'close':
      close(command.stream, stream);
      return;
  }
}

function open(id: StreamId, host: string): void {
  const socket = createSocket('udp4');
  const sender = new RtpSender((packet, target) => {
    socket.send(packet, target.to.port, target.to.host);
  });
  const stream: Stream = { socket, sender, target: undefined, arrived: [] };
  socket.on('message', (bytes, from) => {
    const arrivedAt = sharedNow();
    const expected = stream.target?.to;
    if (expected !== undefined && (expected.port !== from.port || expected.host !== from.address)) return;
    const packet = parseRtp(bytes);
    if (packet !== null) stream.arrived.push({ ...packet, arrivedAt });
  });
  socket.on('error', (fault) => {
    report({ kind: 'failed', stream: id, what: fault.message });
  });
  socket.bind(0, host, () => {
    streams.set(id, stream);
    report({ kind: 'opened', stream: id, port: socket.address().port });
  });
}

function close(id: StreamId, stream: Stream): void {
  reportArrived();
  stream.sender.stop();
  stream.socket.close();
  streams.delete(id);
  report({ kind: 'closed', stream: id });
}

function tick(): void {
  const now = sharedNow();
  if (now - lastTickAt > tickMs + stallMinMs) stalls.push({ from: lastTickAt + tickMs, to: now });
  // Between two ticks the sockets were read: what arrived before the last one is here, what came since may not be.
  readUntil = lastTickAt;
  lastTickAt = now;
  tickCount += 1;
  if (tickCount % ticksPerReport === 0 && streams.size > 0) reportArrived();
}

/** Sent even when nothing arrived: that nothing did is what a measured silence rests on. */
function reportArrived(): void {
  const arrived = [...streams].map(([stream, { arrived: packets }]) => ({ stream, packets }));
  report({ kind: 'arrived', observedUntil: readUntil, stalls, streams: arrived });
  stalls = [];
  for (const stream of streams.values()) stream.arrived = [];
}

function report(what: MediaReport): void {
  parentPort?.postMessage(what);
}
