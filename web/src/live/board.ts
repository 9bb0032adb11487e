// What the page knows: everything that is going on in the centre, by kind and key, as the messages have it so far. Pure.
// Not here: where messages come from (connection.ts), how anything looks.

import type {
  LiveAgent,
  LiveCall,
  LiveConversation,
  LiveEntry,
  LiveMessage,
  LiveQueue,
  LiveScript,
  LiveTelephony,
  LiveWaiting,
} from '../../../src/api/contract/index.ts';

export interface Board {
  /** The last delta that is in here. */
  readonly seq: number;
  /** By the keys of the stream. A kind in which nothing changed is the same map as before. */
  readonly call: ReadonlyMap<string, LiveCall>;
  readonly waiting: ReadonlyMap<string, LiveWaiting>;
  readonly queue: ReadonlyMap<string, LiveQueue>;
  readonly agent: ReadonlyMap<string, LiveAgent>;
  readonly conversation: ReadonlyMap<string, LiveConversation>;
  readonly script: ReadonlyMap<string, LiveScript>;
  readonly telephony: ReadonlyMap<string, LiveTelephony>;
}

/** A board on which nothing goes on. */
export const emptyBoard: Board = {
  seq: 0,
  call: new Map(),
  waiting: new Map(),
  queue: new Map(),
  agent: new Map(),
  conversation: new Map(),
  script: new Map(),
  telephony: new Map(),
};

/** The board after a message; `gap`: a delta is missing, so that only a snapshot helps. */
export function applied(board: Board | null, message: LiveMessage): Board | 'gap' {
  switch (message.kind) {
    case 'snapshot':
      return changed({ ...emptyBoard, seq: message.seq }, message.entries);
    case 'delta':
      return board?.seq !== message.seq - 1 ? 'gap' : changed({ ...board, seq: message.seq }, message.changes);
    case 'beat':
      return board?.seq !== message.seq ? 'gap' : board;
  }
}

type Kind = LiveEntry['kind'];
type Maps = { -readonly [Key in Kind]: Map<string, Extract<LiveEntry, { kind: Key }>> };

function changed(board: Board, changes: Readonly<Record<string, LiveEntry | null>>): Board {
  const copied: Partial<Maps> = {};
  for (const [key, entry] of Object.entries(changes)) {
    if (entry === null) remove(board, copied, key);
    else put(board, copied, key, entry);
  }
  return { ...board, ...copied };
}

function put(board: Board, copied: Partial<Maps>, key: string, entry: LiveEntry): void {
  switch (entry.kind) {
    case 'call':
      (copied.call ??= new Map(board.call)).set(key, entry);
      return;
    case 'waiting':
      (copied.waiting ??= new Map(board.waiting)).set(key, entry);
      return;
    case 'queue':
      (copied.queue ??= new Map(board.queue)).set(key, entry);
      return;
    case 'agent':
      (copied.agent ??= new Map(board.agent)).set(key, entry);
      return;
    case 'conversation':
      (copied.conversation ??= new Map(board.conversation)).set(key, entry);
      return;
    case 'script':
      (copied.script ??= new Map(board.script)).set(key, entry);
      return;
    case 'telephony':
      (copied.telephony ??= new Map(board.telephony)).set(key, entry);
  }
}

/** What is gone does not say of which kind it was; its key is in one map only. */
function remove(board: Board, copied: Partial<Maps>, key: string): void {
  if (board.call.has(key)) (copied.call ??= new Map(board.call)).delete(key);
  if (board.waiting.has(key)) (copied.waiting ??= new Map(board.waiting)).delete(key);
  if (board.queue.has(key)) (copied.queue ??= new Map(board.queue)).delete(key);
  if (board.agent.has(key)) (copied.agent ??= new Map(board.agent)).delete(key);
  if (board.conversation.has(key)) (copied.conversation ??= new Map(board.conversation)).delete(key);
  if (board.script.has(key)) (copied.script ??= new Map(board.script)).delete(key);
  if (board.telephony.has(key)) (copied.telephony ??= new Map(board.telephony)).delete(key);
}
