// Engines of the operator's choice, a real program and a real server among them, and who speaks while they cannot.

import { readdirSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PromptFault, commandSpeech, createPrompts, httpSpeech } from '../../src/prompts/index.ts';
import type { Speech } from '../../src/prompts/index.ts';
import { believedMs } from '../../src/prompts/recent-sounds.ts';
import { outputBytesMax } from '../../src/prompts/run-command.ts';
import { restMs } from '../../src/prompts/voice.ts';
import { countingSpeech, directory, stoppedClock, tone } from './workbench.ts';

const voices = { 'fr-FR': 'siwis' };

describe('a command', () => {
  it('gets the text on its input and the voice where its arguments say so', async () => {
    const script = join(directory(), 'say.mjs');
    writeFileSync(
      script,
      'process.stdin.on("data", (text) => process.stdout.write(`${process.argv.slice(2)}|${text}`))',
    );
    const speech = commandSpeech({ words: [process.execPath, script, '--voice={voice}', '{language}'], voices });
    const spoken = async (language: string) =>
      Buffer.from(await speech.synthesise('Bonjour $HOME', language)).toString();
    expect(await spoken('fr-FR')).toBe('--voice=siwis,fr-FR|Bonjour $HOME');
    expect(await spoken('en-GB')).toBe('--voice=en-GB,en-GB|Bonjour $HOME');
  });

  it('that fails or is not there is a fault', async () => {
    const faultOf = (word: string) => commandSpeech({ words: [word], voices }).synthesise('un', 'fr-FR');
    await expect(faultOf('/bin/false')).rejects.toMatchObject({ code: 'failed' });
    await expect(faultOf('/no/such/program')).rejects.toMatchObject({ code: 'unavailable' });
  });
});

type Answer = (request: IncomingMessage & { readonly text: string }, response: ServerResponse) => void;

/** The address of a server that answers like this. */
async function server(answer: Answer): Promise<string> {
  const listening = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => answer(Object.assign(request, { text }), response));
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const says = (base: string, token: string | null = null) =>
  httpSpeech({ url: `${base}/speak?voice={voice}&in={language}`, voices, token }).synthesise('Où ça ?\u0007', 'fr-FR');

describe('a server', () => {
  it('is posted the text, the voice and the token, and its sound is taken', async () => {
    const seen: unknown[] = [];
    const base = await server((request, response) => {
      seen.push(request.method, request.url, request.headers.authorization, request.text);
      response.setHeader('content-type', 'audio/wav').end(tone(100));
    });
    expect(Buffer.from(await says(base, 's3cret'))).toEqual(tone(100));
    expect(seen).toEqual(['POST', '/speak?voice=siwis&in=fr-FR', 'Bearer s3cret', 'Où ça ? ']);
  });

  it.each<{ name: string; answer: Answer; code: string }>([
    { name: 'refuses', answer: (_, response) => response.writeHead(500).end(), code: 'failed' },
    {
      name: 'sends a page instead of sound',
      answer: (_, response) => response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>'),
      code: 'failed',
    },
    {
      name: 'sends us elsewhere',
      answer: (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      code: 'unavailable',
    },
    { name: 'hangs up', answer: (request) => request.socket.destroy(), code: 'unavailable' },
    {
      name: 'sends without end',
      answer: (_, response) => {
        response.setHeader('content-type', 'audio/wav');
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(1 << 20)));
        };
        response.on('drain', more);
        more();
      },
      code: 'tooLong',
    },
  ])('that $name is a fault: $code', async ({ answer, code }) => {
    expect(outputBytesMax).toBeLessThan(32 * 1024 * 1024);
    await expect(says(await server(answer))).rejects.toMatchObject({ code });
  });
});

describe('while the engine cannot speak', () => {
  function setUp() {
    const clock = stoppedClock();
    const into = directory();
    const engine = countingSpeech();
    const spare = { ...countingSpeech(), engine: 'spare' };
    const faults: PromptFault[] = [];
    let fault: PromptFault | null = null;
    const speech: Speech = {
      ...engine,
      synthesise: (text, language) => (fault === null ? engine.synthesise(text, language) : failing(fault)),
    };
    const failing = (with_: PromptFault) => {
      engine.asked.push('failed');
      return Promise.reject(with_);
    };
    const prompts = createPrompts({
      ...{ speech, clock, directory: into, seenAs: '/seen', audioFolder: into },
      spare: { speech: spare, onUse: (each) => faults.push(each) },
    });
    const say = (text: string) => prompts.soundsFor([{ kind: 'speech', text, language: 'fr-FR' }]);
    return {
      clock,
      engine,
      spare,
      faults,
      say,
      fails: (code: PromptFault['code'] | null) => (fault = code && new PromptFault(code, code)),
    };
  }

  it('espeak-ng speaks, the engine is left alone for a while, and what it had said is still heard', async () => {
    const { clock, engine, spare, faults, say, fails } = setUp();
    const [before] = await say('Bonjour.');
    fails('unavailable');
    await say('Un.');
    await say('Deux.');
    expect([engine.asked.length, spare.asked, faults.length]).toEqual([2, ['fr-FR Un.', 'fr-FR Deux.'], 1]);
    clock.move(believedMs);
    expect(await say('Bonjour.')).toEqual([before]);
    fails(null);
    clock.move(restMs);
    const [own] = await say('Un.');
    expect(engine.asked.at(-1)).toBe('fr-FR Un.');
    expect(spare.asked).toHaveLength(2);
    expect(own).toBeDefined();
  });

  it('a text that it refuses is spoken by espeak-ng, and the next one by itself', async () => {
    const { engine, spare, say, fails } = setUp();
    fails('failed');
    await say('Un.');
    fails(null);
    await say('Deux.');
    expect([engine.asked, spare.asked]).toEqual([['failed', 'fr-FR Deux.'], ['fr-FR Un.']]);
  });

  it('a text that is too long is nobody’s', async () => {
    const { spare, say, fails } = setUp();
    fails('tooLong');
    await expect(say('Un.')).rejects.toMatchObject({ code: 'tooLong' });
    expect(spare.asked).toEqual([]);
  });
});

describe('other forms of a sound', () => {
  it('stand beside its WAV, and a sound that lacks one is made anew', async () => {
    const into = directory();
    const options = {
      speech: countingSpeech(),
      clock: stoppedClock(),
      directory: into,
      seenAs: '/seen',
      audioFolder: into,
    };
    const part = { kind: 'speech', text: 'Bonjour.', language: 'fr-FR' } as const;
    const [plain] = await createPrompts(options).soundsFor([part]);
    const [sound] = await createPrompts({ ...options, alsoAs: ['alaw', 'wav16'] }).soundsFor([part]);
    expect(sound?.sound).not.toBe(plain?.sound);
    const name = sound?.sound.replace('/seen/', '') ?? '';
    const made = readdirSync(into)
      .filter((file) => file.startsWith(name))
      .toSorted();
    expect(made).toEqual([`${name}.alaw`, `${name}.wav`, `${name}.wav16`]);
  });
});
