// The speech engine that the operator chose, and who speaks while it cannot. Not here: the engines (src/prompts).

import type { SpeechConfig } from './config.ts';
import type { Log } from './base/log.ts';
import { type PromptsOptions, commandSpeech, espeakSpeech, httpSpeech } from './prompts/index.ts';

/** The engine as prompts need it. `token` is that of the speech server; null: it needs none. */
export function speechOf(
  { engine, voices }: SpeechConfig,
  token: string | null,
  log: Log,
): Pick<PromptsOptions, 'speech' | 'spare'> {
  if (engine.kind === 'espeak') return { speech: espeakSpeech() };
  const onUse = (fault: Error): void =>
    log.warn('The speech engine does not speak; espeak-ng does instead.', { fault });
  const speech =
    engine.kind === 'command'
      ? commandSpeech({ words: engine.words, voices })
      : httpSpeech({ url: engine.url, voices, token });
  return { speech, spare: { speech: espeakSpeech(), onUse } };
}
