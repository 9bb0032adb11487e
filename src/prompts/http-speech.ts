// Speech by a server: the text is posted, the answer is a WAV. Not here: which server (config.ts).

import { PromptFault } from './ports.ts';
import type { Speech } from './ports.ts';
import { outputBytesMax } from './run-command.ts';
import { speakable } from './speech-text.ts';

export interface HttpSpeechOptions {
  /** Where the text is posted, as plain text in UTF-8; `{voice}` and `{language}` stand for those of the text. */
  readonly url: string;
  readonly voices: Readonly<Record<string, string>>;
  /** Sent as `Authorization: Bearer`; null: none is. */
  readonly token: string | null;
}

/** How long the whole answer may take: a caller may be waiting for it. */
const answerMsMax = 5_000;

/** The engine that answers there. */
export function httpSpeech({ url, voices, token }: HttpSpeechOptions): Speech {
  const voice = (language: string): string => voices[language] ?? language;
  const address = (language: string): string =>
    url
      .replaceAll('{voice}', encodeURIComponent(voice(language)))
      .replaceAll('{language}', encodeURIComponent(language));
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    accept: 'audio/wav',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  return {
    engine: `http ${url}`,
    voice,
    synthesise: async (text, language) => {
      const body = speakable(text);
      try {
        const signal = AbortSignal.timeout(answerMsMax);
        const answer = await fetch(address(language), { method: 'POST', headers, body, signal, redirect: 'error' });
        return await soundOf(answer);
      } catch (fault) {
        throw faultOf(fault);
      }
    },
  };
}

/** The answer's body, which must be sound. */
async function soundOf(answer: Response): Promise<Uint8Array> {
  const type = answer.headers.get('content-type') ?? 'nothing';
  if (!answer.ok) throw refusal(`it answered ${answer.status}`);
  if (!type.startsWith('audio/')) throw refusal(`it sent ${type.slice(0, 60)} instead of audio`);
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  if (answer.body === null) throw refusal('it sent nothing');
  const body: AsyncIterable<Uint8Array> = answer.body;
  for await (const chunk of body) {
    byteCount += chunk.length;
    if (byteCount > outputBytesMax) throw new PromptFault('tooLong', 'The speech server sent too much.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const refusal = (why: string): PromptFault => new PromptFault('failed', `The speech server gave no speech: ${why}.`);

function faultOf(fault: unknown): PromptFault {
  if (fault instanceof PromptFault) return fault;
  if (fault instanceof Error && fault.name === 'TimeoutError')
    return new PromptFault('timeout', `The speech server took more than ${answerMsMax} ms.`, { cause: fault });
  return new PromptFault('unavailable', 'The speech server cannot be reached.', { cause: fault });
}
