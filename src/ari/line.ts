// What one driver brings: a way to send a request and a way to hear events. All else is shared. Two exist: native.ts and
// ari-client/line.ts. Not here: what a request asks for (commands.ts), nor how long a connection is kept (socket.ts).

/** One request, ready to travel. */
export interface Wire {
  /** As in `channels.create`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its parameters in braces: `/channels/{channelId}`. */
  readonly path: string;
  /** What stands for the braces, not yet escaped. */
  readonly pathParams: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** JSON; null: everything is in the path and the query. */
  readonly body: string | null;
}

/** What Asterisk answered; `json` is null when the answer was empty or no JSON. */
export interface Reply {
  readonly status: number;
  readonly json: unknown;
}

/** Who is told about one event connection; nobody after its `end`. */
export interface Ear {
  readonly onOpen: () => void;
  /** One message, as JSON; null when it was none. */
  readonly onMessage: (json: unknown) => void;
  /** The other side answered a ping. */
  readonly onAlive: () => void;
  readonly onLost: (why: string) => void;
}

/** One event connection, from its first attempt on. */
export interface EventConnection {
  readonly ping: () => void;
  /** At once, without a farewell. */
  readonly end: () => void;
}

/** One driver's connection to one Asterisk. */
export interface Line {
  /** Sends and gives the answer, whatever its status. Rejects with TelephonyFault when none came within `withinMs`. */
  readonly send: (wire: Wire, withinMs: number) => Promise<Reply>;
  /** Begins to connect to the events of an application and returns at once. */
  readonly dial: (app: string, ear: Ear) => EventConnection;
  /** Answers that came after their deadline and were dropped. */
  readonly lateReplyCount: () => number;
  readonly close: () => Promise<void>;
}
