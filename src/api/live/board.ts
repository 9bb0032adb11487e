// Everything that watchers have been sent, each entry as the text that was sent: what did not change for a watcher is
// found here and not sent again. Not here: who watches (broadcaster.ts), what is shown of a state (view.ts).

import type { Log } from '../../base/log.ts';
import type { LiveEntry } from '../contract/index.ts';
import { type LiveState, stateOf } from './decode.ts';

/** The entries by key, and how a changed state becomes one. */
export class LiveBoard {
  readonly #view: (state: LiveState) => LiveEntry;
  readonly #log: Log;
  readonly #texts = new Map<string, string>();

  constructor(view: (state: LiveState) => LiveEntry, log: Log) {
    this.#view = view;
    this.#log = log;
  }

  /** Puts a state of the journal; the piece of JSON that says what changed, or nothing when nothing did. */
  put(key: string, value: unknown): readonly string[] {
    return this.#set(key, this.#shown(key, value));
  }

  /** Puts an entry that no record holds. */
  putEntry(key: string, entry: LiveEntry): readonly string[] {
    return this.#set(key, JSON.stringify(entry));
  }

  /** All entries as the inside of a JSON object. */
  entries(): string {
    return [...this.#texts].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',');
  }

  clear(): void {
    this.#texts.clear();
  }

  #set(key: string, text: string | null): readonly string[] {
    if (text === (this.#texts.get(key) ?? null)) return [];
    if (text === null) this.#texts.delete(key);
    else this.#texts.set(key, text);
    return [`${JSON.stringify(key)}:${text ?? 'null'}`];
  }

  /** One state that cannot be shown must not keep everybody from seeing the rest. */
  #shown(key: string, value: unknown): string | null {
    try {
      const state = stateOf(key, value);
      return state === null ? null : JSON.stringify(this.#view(state));
    } catch (fault) {
      this.#log.error('A state could not be shown and is left out of the live page.', { key, fault });
      return null;
    }
  }
}
