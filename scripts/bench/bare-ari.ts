// A program on Asterisk's REST interface as one writes it in an afternoon: answer, prompt, a key, second prompt, hang-up.
// It keeps nothing, checks nothing and recovers from nothing: what Carillon is compared with. Started by variants.ts.
// Arguments: URL, user, file with the password, directory of the sounds, `http` or `websocket` for its requests.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { Pool } from 'undici';
import { WebSocket } from 'ws';

// As Carillon's controller does (src/supervisor.ts): otherwise the two would be compared for their place in the line.
setPriority(-8);
if (existsSync('/proc/self/autogroup')) writeFileSync('/proc/self/autogroup', '-8');

const [url = '', user = '', passwordFile = '', sounds = '', way = 'http'] = process.argv.slice(2);
const password = readFileSync(passwordFile, 'utf8').trim();
const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
const pool = new Pool(new URL(url).origin);
const socket = new WebSocket(`${url.replace('http', 'ws')}/ari/events?app=bench-bare&subscribeAll=false`, { headers });

interface Heard {
  readonly type: string;
  readonly channel?: { readonly id: string };
  readonly playback?: { readonly id: string };
}

socket.on('open', () => {
  console.log('ready');
});
socket.on('message', (data: Buffer) => {
  const event = JSON.parse(data.toString()) as Heard;
  const channel = event.channel?.id ?? '';
  if (event.type === 'StasisStart') void begin(channel);
  else if (event.type === 'ChannelDtmfReceived') choose(channel);
  else if (event.type === 'PlaybackFinished') finished(event.playback?.id ?? '');
});
socket.on('close', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));

/** In this order: an answer that comes after the prompt would wait for its end. */
async function begin(channel: string): Promise<void> {
  await ask('POST', `/channels/${channel}/answer`);
  await play(channel, 'first');
}

function choose(channel: string): void {
  void ask('DELETE', `/playbacks/first-${channel}`);
  void play(channel, 'second');
}

function finished(playback: string): void {
  if (playback.startsWith('second-')) void ask('DELETE', `/channels/${playback.slice('second-'.length)}`);
}

const play = (channel: string, which: string): Promise<void> =>
  ask('POST', `/channels/${channel}/play/${which}-${channel}?media=sound:${sounds}/bench-${which}`);

let requestCount = 0;

async function ask(method: 'POST' | 'DELETE', path: string): Promise<void> {
  if (way === 'websocket') {
    requestCount += 1;
    const request = { type: 'RESTRequest', transaction_id: '-', request_id: String(requestCount), method };
    socket.send(JSON.stringify({ ...request, uri: path.slice(1) }));
    return;
  }
  const reply = await pool.request({ method, path: `/ari${path}`, headers });
  await reply.body.dump();
}
